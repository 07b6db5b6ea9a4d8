#pragma once

#include "base/result.h"
#include "extract/discovery/discover.h"
#include "model/page.h"
#include "model/report.h"
#include "model/snapshot.h"

#include <string>
#include <vector>

namespace ogi::daemon {

// Everything one Snapshot teaches us.
struct Ingested {
    model::Report report;        // is_report false: the page shows none, and why.
    std::string content_digest;  // Of the report; empty if there is none.
    std::vector<extract::Discovered> links;
};

// Snapshot → Document → Report and links. A pure function: replaying the stored Snapshots rebuilds everything
// downstream of them. Fails as extract::read_document does.
base::Result<Ingested> ingest(const model::Snapshot& snapshot, const model::Page& page);

}  // namespace ogi::daemon
