#pragma once

#include "base/time.h"
#include "crawler/fetcher.h"
#include "crawler/revisit_policy.h"
#include "daemon/ingest.h"
#include "model/page.h"
#include "model/revision.h"
#include "storage/store.h"

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace ogi::daemon {

// What the store holds of one report before a visit.
struct Standing {
    model::ReportState state;
    model::Revision current;
    std::vector<model::Copy> copies;
};

// A visit that has ended, with all that is needed to say what follows from it.
struct Visited {
    model::Page page;  // As it was before the visit.
    crawler::Fetched fetched;
    std::optional<Ingested> ingested;       // Set if the body could be read.
    std::vector<model::PagePart> parts{};   // Of its report, as they are now.
    bool held_was_whole = false;            // The body we hold of the page ends as a page should.
    std::set<base::Url> copies_of_known{};  // Of its links, those that are other addresses of known pages.
    // Other pages of its host that show reports, siblings_max at most (mass_absence.h). Wanted where the page
    // showed reports and now has a stand-in.
    std::vector<model::Page> siblings{};
    // The list that led to it. Wanted where the server says that the page is gone; not set for entries.
    std::optional<model::Page> list{};
    // Of the reports that concern_of names, those that are known already.
    std::map<model::ReportKey, Standing> standings{};
};

struct DecideSettings {
    crawler::RevisitSettings revisit;
    int depth_max = 100;
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

// Another address of a known page is visited when that page is gone, and otherwise after this time.
inline constexpr std::chrono::days copy_patience{365};

// Of the sitemaps that a robots.txt names, so many are read.
inline constexpr std::size_t sitemaps_max = 10;

// The reports a page shows and that can be named, in document order.
std::vector<model::ReportKey> report_keys(const std::optional<Ingested>& ingested);

// The reports a visit may say something of: those the page shows, showed last time, showed before that.
std::vector<model::ReportKey> concern_of(const Visited& visited);

// A pure function, and the only place that knows when something is a change:
//
// - A report's current Revision is read from one copy, its source. Only that copy's changes are revisions;
//   what other copies say is kept with them.
// - A page may show several reports, each of which it may come to show no more.
// - A page that is gone (model::GoneReason), or shows another report, is missed at the first look; a look at
//   least withdrawal_confirm later that agrees removes the copy. A report without copies is withdrawn; it is
//   never forgotten.
// - Where most pages of a host have the same stand-in at once, the host is to blame: a withdrawal is held
// back
//   (mass_absence.h).
// - Pages that fail, are challenged, cut off, out of service, forbidden by robots.txt, or show no report any
//   more leave the report as it is.
Decided decide(Visited visited, base::UtcTime now, const DecideSettings& settings);

}  // namespace ogi::daemon
