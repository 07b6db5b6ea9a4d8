#pragma once

#include "base/result.h"
#include "daemon/crawl/crawl_totals.h"
#include "storage/store.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ogi::daemon {

// What a running daemon is doing.
struct LiveStatus {
    std::chrono::seconds uptime{};
    std::uint64_t memory_bytes = 0;  // Resident.
    CrawlTotals totals{};            // Since it was started.
    double visits_per_s = 0;         // Over the last minute.
    std::size_t hosts_known = 0;
    std::size_t hosts_asked = 0;               // That have their turn.
    std::size_t pages_behind = 0;              // Received, not yet in the store.
    std::vector<std::string> paused{};         // Paused::names.
    std::string log_level{};                   // LogLevels::text.
    std::vector<std::string> needs_restart{};  // Keys whose new value in the configuration waits for one.
};

// One line of JSON: the store, and as "daemon" what it is doing; null where none runs.
base::Result<std::string> status_line(const storage::Store& store, const std::optional<LiveStatus>& live);

// Resident memory of this process; 0 where the system does not tell.
std::uint64_t resident_bytes();

}  // namespace ogi::daemon
