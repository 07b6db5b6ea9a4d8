#pragma once

#include "base/time.h"
#include "model/change_class.h"
#include "model/report.h"
#include "model/revision.h"
#include "model/visit.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ogi::model {

enum class ChangeType {
    added,          // A report not seen before.
    revised,        // The agency changed it.
    withdrawn,      // It is gone, and a second look confirmed that.
    restored,       // A withdrawn report is back.
    reinterpreted,  // We read it differently; the agency changed nothing.
};

// A cell that differs between two Revisions.
struct CellChange {
    std::string id;
    Cell old_cell;  // With its place in the Snapshot of the old Revision.
    Cell new_cell;
    std::vector<std::string> broke{};  // Ids of the checks with this cell that are violated now and were not.
    std::vector<std::string> healed{};         // Of those that were violated and are not any more.
    std::optional<ChangeSeverity> severity{};  // Not set: never judged.

    bool operator==(const CellChange&) const = default;
};

// What happened to a report; an entry of the feed.
struct Change {
    std::uint64_t sequence = 0;  // From 1, without gaps, in order of commit. Given by the store.
    ChangeType type = ChangeType::added;
    ReportKey key;
    base::UtcTime observed_at{};
    std::optional<base::UtcTime> recorded_at{};  // Of the commit. Given by the store, since format 5.
    std::string source_url;
    int revision = 0;                    // The Revision this leads to; for withdrawn, the last one there was.
    std::vector<CellChange> cells;       // In order of cell id.
    std::vector<std::string> aspects;    // What else differs: "title", "published", "text", "stat_tables".
    std::optional<GoneReason> reason{};  // Of `withdrawn`: how the last page that showed it is gone.
    std::string agency_id{};             // ReportState::agency_id.
    std::string filed_as{};              // Of `reattributed`: ReportState::filed_as, where it is known.
    Cause cause = Cause::source;
    std::optional<ChangeClass> change_class{};  // Not set for `added`, which differs from nothing.

    bool operator==(const Change&) const = default;
};

}  // namespace ogi::model
