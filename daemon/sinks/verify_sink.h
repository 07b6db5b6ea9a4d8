#pragma once

#include "base/result.h"
#include "daemon/sinks/settings.h"
#include "daemon/sinks/sink.h"
#include "storage/store.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ogi::daemon {

// How a target compares with the store as it was when the target's position was the newest entry.
struct SinkVerdict {
    static constexpr std::size_t subjects_told_max = 20;

    std::string sink;
    SinkPosition position{};
    std::uint64_t lag = 0;                // Entries of the store behind that; they are not compared.
    std::uint64_t reports = 0;            // Compared.
    std::uint64_t missing = 0;            // In the store, not in the target.
    std::uint64_t differ = 0;             // In both, with another newest line.
    std::uint64_t cells_differ = 0;       // The newest line is the same, and the cells are others.
    std::uint64_t surplus = 0;            // In the target, not in the store.
    std::vector<std::string> subjects{};  // Of those; subjects_told_max at most.

    bool equal() const { return missing == 0 && differ == 0 && cells_differ == 0 && surplus == 0; }
};
std::string to_json(const SinkVerdict& verdict);

// Asks the target what it holds, and compares. Memory grows with the number of reports. Fails with
// `unreachable` where the target cannot be asked, `malformed` where its position is none of this store.
base::Result<SinkVerdict> verify_sink(const storage::Store& store, const SinkSettings& settings);

}  // namespace ogi::daemon
