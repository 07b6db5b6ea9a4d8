#pragma once

#include "base/time.h"
#include "daemon/visit/reread.h"
#include "daemon/visit/visited.h"
#include "model/page.h"
#include "parser/parse_report.h"
#include "storage/store.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// A page whose stored bodies were read again, with what the store holds of its reports.
struct ReplayedPage {
    model::Page page;
    Reread now;  // From the bodies that its record names.
    std::map<model::ReportKey, Standing> standings{};
    // Of reports that follow the page, read otherwise now, and whose current Revision stands on other bodies:
    // those, read again.
    std::map<model::ReportKey, HeldAgain> held_again{};
};

// What follows from reading again.
struct Replay {
    storage::Commit commit{};  // Empty where nothing does.
    // Reports that the bodies do not show any more: they are kept as they were read before.
    std::vector<model::ReportKey> kept{};
    // Pages that reports follow from now on; they are to be read again, too.
    std::vector<std::string> follow{};
};

struct ReplaySettings {
    base::UtcTime now{};
    std::string_view parser_version = parser::parser_version;
    std::shared_ptr<const Rulings> rulings{};  // Not set: people decided nothing.
    extract::Programs programs{};

    RereadWith reread_with() const { return {programs, rulings.get()}; }
};

// The reports that reading a page again may say something of: those it shows and those it was known for.
std::vector<model::ReportKey> concern_of(const model::Page& page, const Ingested& now);

// Whether the Revision's own bodies must be read to say what the parser reads otherwise, and what the agency
// has changed since.
bool stands_on_other_bodies(const ReplayedPage& replayed, const model::ReportKey& key);

// What today's parser makes of a page that has not changed. A pure function:
//
// - What it reads otherwise in a report that follows this page is `reinterpreted`; where the page has brought
//   another body since the Revision, and that differs even for one parser, that is `revised`.
// - A report that nobody knew is `added`, or `restored`; all with the cause `reparse`.
// - Where the page shows another agency's or year's report than it was known for, the old one follows another
//   copy, or is withdrawn as `reattributed`. Where it shows no report, or one less, it is kept as it was: the
//   page is as it was, and a parser that misses a report is no news of an agency.
// - What is in order is marked as read by this parser (ReportState::read_by), and nothing else.
Replay replay_page(const ReplayedPage& replayed, const ReplaySettings& settings);

// The same for a report that no page shows any more, or whose page has been given up: only what its current
// Revision's bodies say counts. `withdrawn` stays so.
Replay replay_revision(const Standing& standing, std::optional<Reading> again,
                       const ReplaySettings& settings);

}  // namespace ogi::daemon
