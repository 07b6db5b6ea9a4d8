#pragma once

#include "base/result.h"
#include "extract/discovery/discover.h"
#include "model/page.h"
#include "model/report.h"
#include "model/snapshot.h"

#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// Everything one Snapshot teaches us.
struct Ingested {
    model::Report report;        // is_report false: the page shows none, and why.
    std::string content_digest;  // Of the report; empty if there is none.
    std::vector<extract::Discovered> links;
    std::vector<std::string> limits{};  // Document::limits: what was read in part only.
    bool breaks_off = false;          // Of the body, see below.
};

// Whether an HTML page says where it begins and not where it ends: it may have been cut off on its way,
// though many pages are written so.
bool breaks_off(std::string_view body);

// Snapshot → Document → Report and links. A pure function: replaying the stored Snapshots rebuilds everything
// downstream of them. Fails as extract::read_document does.
base::Result<Ingested> ingest(const model::Snapshot& snapshot, const model::Page& page);

}  // namespace ogi::daemon
