#pragma once

#include "base/time.h"
#include "crawler/revisit_policy.h"
#include "daemon/visit/visited.h"
#include "model/page.h"
#include "model/revision.h"
#include "parser/parse_report.h"
#include "storage/store.h"

#include <chrono>
#include <string_view>
#include <vector>

namespace ogi::daemon {

struct DecideSettings {
    crawler::RevisitSettings revisit;
    int depth_max = 100;
    std::string_view parser_version = parser::parser_version;  // Of what Visited says.
};

// What a visit changes in the store.
struct Decided {
    storage::Commit commit;  // Page and schedule, copies, revisions, feed entries, new pages.
    // What is known of these must be read in full, soon: they now stand for a report, or for a page that is
    // gone.
    std::vector<base::Url> read_again;
};

// A page that showed more reports before than this, and shows them no more, is not asked about the oldest
// again.
inline constexpr std::size_t replaced_max = 64;

// A pure function, and the only place that knows when something is a change:
//
// - A report's current Revision is read from one copy, its source. Only that copy's changes are revisions;
//   what other copies say is kept with them.
// - Where an older parser wrote the current Revision, its own body is read again first (tell_apart.h):
// `revised`
//   is only said between two readings of one parser.
// - A page may show several reports, each of which it may come to show no more.
// - A page that is gone (model::GoneReason), or shows another report, is missed at the first look; a look at
//   least withdrawal_confirm later that agrees removes the copy. A report without copies is withdrawn; it is
//   never forgotten.
// - Where most pages of a host have the same stand-in at once, the host is to blame: a withdrawal is held
// back
//   (mass_absence.h).
// - What deserves doubt (weigh.h) is held beside what is known, in Page::suspect, and changes nothing else.
// - Pages that fail, are challenged, out of service or forbidden by robots.txt leave the report as it is.
Decided decide(Visited visited, base::UtcTime now, const DecideSettings& settings);

}  // namespace ogi::daemon
