#pragma once

#include "base/result.h"
#include "daemon/visit/carried.h"
#include "extract/discovery/discover.h"
#include "extract/discovery/parts.h"
#include "extract/programs.h"
#include "extract/stand_in.h"
#include "model/page.h"
#include "model/report.h"
#include "model/snapshot.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// The host of documents that came from nowhere on the web. Nothing can be fetched from it (RFC 6761 §6.4).
inline constexpr std::string_view documents_host = "documents.invalid";

// A report that a page shows.
struct ShownReport {
    model::Report report;
    std::string content_digest;
    std::string packed{};  // storage::pack_report, where it may become a revision; may be empty.
    std::string reader{};  // extract::reader_of the documents of its body.
};

// Everything one Snapshot, with its parts, teaches us.
struct Ingested {
    std::vector<ShownReport>
        reports{};            // In document order, each agency and year once; empty: it shows none.
    std::string no_report{};  // Why it shows none; empty if it shows some.
    // What the page is instead, where it shows no report, nor leads to one, or showed one before.
    std::optional<extract::StandIn> stand_in{};
    // Digest of what the page says: of its reports, else of its links, else of its text. The template is left
    // out where it can be.
    std::string content{};
    std::string shape{};                         // extract::text_shape, where it shows no report.
    std::optional<model::CaptureMarks> marks{};  // Where it shows one.
    std::vector<extract::Discovered> links;
    std::vector<Carried> carried{};          // Documents that may be the page's report.
    std::vector<std::string> limits{};       // Document::limits: what was read in part only.
    bool breaks_off = false;                 // Of the body, see below.
    bool closes = true;                      // The same.
    bool ends_in_tag = false;                // The same.
    std::vector<std::string> missing{};      // URLs of parts that were asked for and are not there.
    bool names_a_report = false;             // It shows none, but speaks of one.
    bool unread_shell = false;               // It is nothing but a script that we do not understand.
    std::vector<extract::PartLink> parts{};  // Where the report goes on, as far as the bodies tell.
};

// A further page or frame of a report.
struct ReadPart {
    base::Url url;
    std::optional<model::Snapshot> snapshot;  // Not set: it is gone.
};

// What is known of a page for judging its links (extract::discover). All references must outlive it.
extract::LinkingPage linking_page(const model::Snapshot& snapshot, const model::Document& document,
                                  const extract::ListReading& listing, model::PageRole role, int depth);

// Whether an HTML page says where it begins and not where it ends: it may have been cut off on its way,
// though many pages are written so.
bool breaks_off(std::string_view body);

// Whether a body ends as an HTML page does.
bool closes(std::string_view body);

// Whether it ends as pages do that are written without their last tags: with a script or a footer.
bool ends_in_tag(std::string_view body);

// Snapshots → Document → Reports and links. A pure function: replaying the stored Snapshots rebuilds
// everything downstream of them. `parts` are those that were fetched so far; Ingested::parts says which the
// report has. A part that is gone or cannot be read is an anomaly `missing_part` of the report. Fails as
// extract::read_document does, and with `not_found` or `timeout` as read_body does where nothing was
// read (model::Document::unread): what it shows is not known then.
base::Result<Ingested> ingest(const model::Snapshot& snapshot, const model::Page& page,
                              const extract::Programs& programs, std::span<const ReadPart> parts = {});

}  // namespace ogi::daemon
