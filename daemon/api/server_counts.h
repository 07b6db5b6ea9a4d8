#pragma once

#include "daemon/metrics.h"

#include <cstdint>
#include <map>
#include <string_view>
#include <utility>

namespace ogi::daemon {

// What the server has to tell of itself. All on its thread.
struct ServerCounts {
    // By pattern and status. Both are few: patterns stand in a table.
    std::map<std::pair<std::string_view, unsigned>, std::uint64_t> requests{};
    std::uint64_t bytes = 0;                              // Of bodies, as sent.
    std::map<std::string_view, std::uint64_t> refused{};  // Connections and requests, by why.
    int tcp_connections = 0;
    int control_connections = 0;
};

// `counts` outlives `metrics`.
void add_server_metrics(Metrics& metrics, const ServerCounts& counts);

}  // namespace ogi::daemon
