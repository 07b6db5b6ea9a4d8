#include "daemon/sinks/lacking.h"

#include "daemon/sinks/log_reader.h"

#include <algorithm>

namespace ogi::daemon {

// Names of sinks have no dot.
std::string reached_name(const std::string& sink) {
    return sink + ".reached";
}

base::Result<std::uint64_t> count_lacking(const storage::Store& store, const SinkSettings& settings,
                                          std::uint64_t from, std::uint64_t to, std::uint64_t at_most) {
    std::uint64_t lacking = 0;
    for (auto at = from; at < to && lacking < at_most;) {
        TRY(batch, read_batch(store, at, settings, EntriesWanted::all));
        if (batch.upto == at) break;
        at = batch.upto;
        lacking += static_cast<std::uint64_t>(std::ranges::count_if(
            batch.events, [&](const SinkEvent& event) { return event.sequence <= to; }));
    }
    return std::min(lacking, at_most);
}

}  // namespace ogi::daemon
