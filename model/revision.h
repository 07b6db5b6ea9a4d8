#pragma once

#include "base/time.h"
#include "model/report.h"
#include "model/report_key.h"

#include <optional>
#include <string>
#include <vector>

namespace ogi::model {

// A Report at a time, from a Snapshot, by a parser version. Never altered once written.
struct Revision {
    int number = 1;  // From 1, rising by one within a ReportKey.
    base::UtcTime observed_at{};
    std::string source_url;
    std::string snapshot;              // Digest of the Snapshot it was read from.
    std::vector<std::string> parts{};  // Digests of further pages and frames that belong to it, in order.
    std::string parser_version;
    std::string content_digest;  // Of what a reader would call the report's content (parser::content_digest).
    Report report;

    bool operator==(const Revision&) const = default;
};

// What the store holds of a report now; the pointer to its current Revision.
struct ReportState {
    ReportKey key;
    int revision = 0;                           // Number of the current one.
    std::string source_url;                     // Of the copy the current Revision was read from.
    std::optional<base::UtcTime> withdrawn_at;  // Set while no copy is on the web any more.
    // The parser version that last read what the current Revision says, where that is not the one that wrote
    // it; empty: no other has.
    std::string read_by{};
    std::string agency_id{};  // Stands for the agency whatever it is called; empty in old stores.
    // The agency under whose name the report stands instead, by a decision; withdrawn_at is set. Else empty.
    std::string filed_as{};

    bool operator==(const ReportState&) const = default;
};

// What a copy is worth as a witness of its report, as it was last read.
struct CopyEvidence {
    std::string snapshot{};            // Digest of the Snapshot it was read from.
    std::vector<std::string> parts{};  // As in Revision.
    bool official = true;              // Report::official.
    bool recognised = false;           // Its text was recognised in an image.
    int figures = 0;                   // Cells with a value.
    Verdict verdict = Verdict::unverifiable;
    std::string figures_digest{};  // Of its cells alone (daemon/visit/evidence.h).

    bool operator==(const CopyEvidence&) const = default;
};

// One page that shows a report. Several pages may show the same one (portal and department, http and https).
struct Copy {
    ReportKey key;
    std::string url;
    std::string content_digest;                  // What this page showed when last read.
    std::optional<base::UtcTime> missing_since;  // Set by the first look at which it was gone.
    std::string read_as{};                       // AgencyName::read_as of what it shows.
    std::optional<base::UtcTime> first_seen{};   // Not set by stores before format 5, nor is what follows.
    std::optional<CopyEvidence> evidence{};

    bool operator==(const Copy&) const = default;
};

}  // namespace ogi::model
