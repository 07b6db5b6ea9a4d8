#pragma once

#include "base/time.h"
#include "model/page_part.h"

#include <string>
#include <vector>

namespace ogi::model {

// Why what a page showed is not believed yet. Stored by name (names.h).
enum class Doubt {
    cut_off,       // The body breaks off where a page goes on, and nothing says that it was all.
    cut_short,     // It does, and of what we hold something is missing in it.
    part_missing,  // A further page or frame of the report is not there.
    figures_lost,  // Of a table that held figures most are gone.
    error_text,    // They are, and what stands in their place speaks of an error, or nothing does.
    other_report,  // It shows another agency's report, or an older one, in place of the one it showed.
    same_figures,  // It shows a report for another year with the figures of the one it showed.
    recognised_differently,  // An image is read otherwise than before, and nothing proves that it is another.
    no_report,               // It showed a report and shows none; nothing tells what it is instead.
    flapping,                // It goes to and fro between two contents.
    stale_replica,  // It shows what it showed before the content before: a replica that was forgotten.
    away,           // It is gone, and that is not confirmed.
    host_away,      // So are most pages of its host, or its list, or its list still names it.
    refused,        // A person ruled that it is not what the agency says.
};

// What a page shows in place of what we go on believing of it. Not believed before it has lasted
// (daemon/visit/weigh.h); until then nothing of it is in any report.
struct SuspectCapture {
    std::vector<Doubt> doubts{};
    std::string content{};   // Digest of what it says; empty where it says nothing.
    std::string snapshot{};  // Digest of the newest body that says so; empty where none came.
    base::UtcTime since{};   // The page has been in doubt since this look.
    base::UtcTime
        same_since{};  // The look from which on all agreed: in what it says, or in what is gone from it.
    int looks = 0;     // In a row that agreed.
    int looks_in_doubt = 0;         // In a row that found anything in doubt.
    std::vector<PagePart> parts{};  // Of the report that it shows, as they were at that look.

    bool operator==(const SuspectCapture&) const = default;
};

}  // namespace ogi::model
