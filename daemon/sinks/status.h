#pragma once

#include "base/time.h"
#include "daemon/sinks/position.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ogi::daemon {

enum class SinkState {
    opening,    // The target is being reached.
    resync,     // All of the log is delivered in a new epoch, or for the first time.
    following,  // It has everything, or is getting it.
    retrying,   // Trouble: a pause before the next try.
    halted,     // The target wants no more; `ogi sinks resume NAME`.
    stopped,
};
std::string_view name_of(SinkState state);

// What there is to tell of a sink.
struct SinkStatus {
    std::string name;
    std::string kind;
    SinkState state = SinkState::opening;
    std::optional<SinkPosition> position{};  // Not set: not known yet.
    std::uint64_t last_sequence = 0;         // Of the store.
    std::uint64_t delivered = 0;             // Entries, since the daemon's start.
    std::uint64_t batches = 0;
    std::uint64_t refused = 0;                    // Refusals of an entry.
    std::uint64_t put_aside = 0;                  // Into the dead letters.
    std::uint64_t set_backs = 0;                  // How often the target was found emptied or put back, …
    std::optional<base::UtcTime> set_back_at{};   // … when that was last, …
    std::optional<SinkPosition> set_back_from{};  // … and where it had been left.
    std::uint64_t tries = 0;                      // In a row that failed.
    std::string last_error{};                     // Empty: none since the last success.
    std::optional<base::UtcTime> last_error_at{};
    std::optional<base::UtcTime> delivered_at{};  // The last success.
    std::optional<base::UtcTime> retry_at{};

    // Entries of the log that are not delivered yet.
    std::uint64_t lag() const {
        const auto at = position ? position->sequence : 0;
        return last_sequence > at ? last_sequence - at : 0;
    }
};

// One line of `ogi sinks` and /v1/sinks.
std::string to_json(const SinkStatus& status);

}  // namespace ogi::daemon
