#pragma once

#include "base/time.h"
#include "model/change.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ogi::model {

// An entry of the change log as the history of its one report keeps it: when, and what the store said from
// then on.
struct TimelineEntry {
    std::uint64_t sequence = 0;  // Of the Change.
    ChangeType type = ChangeType::added;
    Cause cause = Cause::source;
    std::optional<ChangeClass> change_class{};
    std::optional<GoneReason> reason{};
    int revision = 0;  // The current one from here on; of a withdrawal, the last there was.
    std::string source_url{};
    base::UtcTime observed_at{};  // When it was seen on the web.
    base::UtcTime recorded_at{};  // When the store came to say it.

    bool operator==(const TimelineEntry&) const = default;
};

TimelineEntry timeline_entry(const Change& change);

// A moment at which the store is asked what it said then.
struct AsOf {
    // The state that this entry of the log left. Exact: two commits in one second are told apart.
    std::optional<std::uint64_t> sequence{};
    // What had been recorded by then; counts where no sequence is given. Of two entries the later one in the
    // log holds, whatever a clock said that was put back.
    base::UtcTime time{};

    bool includes(const TimelineEntry& entry) const {
        return sequence ? entry.sequence <= *sequence : entry.recorded_at <= time;
    }
    bool operator==(const AsOf&) const = default;
};

// The state of a report behind one of its entries.
ReportState state_after(const ReportKey& key, const TimelineEntry& entry);

}  // namespace ogi::model
