#include "daemon/file_limit.h"

#include "daemon/api/connection_counts.h"
#include "storage/disk_space.h"

#include <sys/resource.h>

#include <algorithm>
#include <string>

namespace ogi::daemon {

namespace {

// A connection, and the two ends of the pipe by which libcurl's resolver answers.
constexpr int files_a_host = 3;
// A connection or file, what it is woken by, and what reading a secret or writing a dead letter takes.
constexpr std::uint64_t files_a_sink = 8;

}  // namespace

std::uint64_t files_needed(const Config& config) {
    return static_cast<std::uint64_t>(storage::open_files_max + storage::other_files_max +
                                      files_a_host * config.hosts_max + config.connections_max +
                                      control_connections_max) +
           files_a_sink * config.sinks.size();
}

base::Result<void> allow_open_files(std::uint64_t needed) {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= needed) return {};
    const auto before = limit.rlim_cur;
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, needed);
    if (limit.rlim_cur >= needed && setrlimit(RLIMIT_NOFILE, &limit) == 0) return {};
    return base::fail(base::ErrorCode::io,
                      "only " + std::to_string(std::max(before, limit.rlim_cur)) +
                          " files may be open (ulimit -n), and " + std::to_string(needed) +
                          " can be needed; raise the limit, or lower crawl.hosts_max or api.connections_max");
}

}  // namespace ogi::daemon
