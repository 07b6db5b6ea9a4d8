#pragma once

#include "base/result.h"
#include "daemon/sinks/settings.h"
#include "daemon/sinks/sink.h"
#include "storage/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

// How a target compares with the store (`ogi sinks verify`): the target is asked first, and then compared
// with a store that is as new as it, or newer.
namespace ogi::daemon {

// What a target held when it was asked. Memory grows with the number of reports, where it holds entries with
// theirs.
struct TargetLook {
    std::optional<SinkPosition> left_at{};  // How far it had come, by what the store knew just before.
    TargetHeld told{};
    std::unordered_map<std::string, HeldEntry> newest{};  // By subject.
    // Of a target that holds entries: sequence and the line's SHA-256, in its order.
    std::vector<std::pair<std::uint64_t, std::string>> entries{};
};

// Fails with `unreachable` where the target cannot be asked.
base::Result<TargetLook> look_at_target(const storage::Store& store, const SinkSettings& settings);

struct SinkVerdict {
    static constexpr std::size_t subjects_told_max = 20;

    std::string sink;
    std::optional<SinkPosition> position{};  // As the target tells it.
    std::optional<SinkPosition> left_at{};
    std::uint64_t behind = 0;             // Entries that it had by its sink, and not by its own position.
    std::uint64_t lag = 0;                // Entries of the store that it never had; they are not compared.
    std::uint64_t reports = 0;            // Compared.
    std::uint64_t missing = 0;            // In the store, not in the target.
    std::uint64_t differ = 0;             // In both, with another newest line.
    std::uint64_t content_differs = 0;    // The newest line is the same, and what else is held is other.
    std::uint64_t surplus = 0;            // In the target, not in the store.
    std::uint64_t entries_differ = 0;     // Of a target that holds entries: missing, other, surplus.
    std::vector<std::string> subjects{};  // Of those; subjects_told_max at most.
    std::string fault{};                  // TargetHeld::fault.
    std::string advice{};                 // What to do; empty where it is equal.

    bool equal() const {
        return behind == 0 && missing == 0 && differ == 0 && content_differs == 0 && surplus == 0 &&
               entries_differ == 0 && fault.empty();
    }
};
std::string to_json(const SinkVerdict& verdict);

// Where the target's position is none of this store's log, nothing is compared, and `fault` says so.
base::Result<SinkVerdict> compare_target(const storage::Store& store, const SinkSettings& settings,
                                         const TargetLook& look);

}  // namespace ogi::daemon
