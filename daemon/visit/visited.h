#pragma once

#include "crawler/fetcher.h"
#include "daemon/visit/ingest.h"
#include "daemon/visit/revise.h"
#include "model/page.h"
#include "model/revision.h"

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

// The body of a report's current Revision, read by today's parser where an older one wrote it.
struct HeldAgain {
    int revision = 0;                  // Its number.
    std::optional<Reading> reading{};  // Not set: the body is lost, or shows the report no more.
};

// Whether the lists of its host name a page.
enum class Named { unknown, no, yes };

// A visit that has ended, with all that is needed to say what follows from it.
struct Visited {
    model::Page page;  // As it was before the visit.
    crawler::Fetched fetched;
    std::optional<Ingested> ingested;      // Set if the body could be read.
    std::vector<model::PagePart> parts{};  // Of its report, as they are now.
    bool part_cut_off = false;             // The body of one of the parts may have been cut off.
    bool ruled = false;  // A person ruled that it is so: it is not doubted, and no second look is awaited.
    bool held_was_whole = false;            // The body we hold of the page ends as a page should.
    std::set<base::Url> copies_of_known{};  // Of its links, those that are other addresses of known pages.
    // Other pages of its host that show reports, siblings_max at most (mass_absence.h). Wanted where the page
    // showed reports and now has a stand-in.
    std::vector<model::Page> siblings{};
    // The list that led to it. Wanted where the page is gone; not set for entries.
    std::optional<model::Page> list{};
    Named named = Named::unknown;  // Wanted where the page showed reports and shows none.
    // Of the reports that concern_of names, those that are known already.
    std::map<model::ReportKey, Standing> standings{};
    // Of those that read otherwise now than their current Revision, whose parser was not today's.
    std::map<model::ReportKey, HeldAgain> held_again{};
    // Known pages among the documents that it carries now or did when it was last read.
    std::vector<model::Page> known_carried{};
    // Of the copies in `standings` those whose carrier links another document in their place.
    std::set<std::string> superseded{};
};

model::ReportKey key_of(const model::Report& report);

// The copy that a report is read from, with what the current Revision shows of it.
model::Copy followed_copy(const Standing& standing);

// The copy of a report at `url`; nullptr where there is none.
const model::Copy* find_copy(const Standing& standing, std::string_view url);

// Of the bodies of parts that are there, in order.
std::vector<std::string> digests_of(const std::vector<model::PagePart>& parts);

// The reports a page shows and that can be named, in document order.
std::vector<model::ReportKey> report_keys(const std::optional<Ingested>& ingested);

// The reports a visit may say something of: those the page shows, showed last time, showed before that.
std::vector<model::ReportKey> concern_of(const Visited& visited);

}  // namespace ogi::daemon
