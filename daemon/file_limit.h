#pragma once

#include "base/result.h"
#include "daemon/config/config.h"

#include <cstdint>

namespace ogi::daemon {

// How many files a run of the service can have open.
std::uint64_t files_needed(const Config& config);

// Raises the number of files that this process may have open to `needed`, if it is lower. Fails with `io`,
// naming both numbers, where the system does not allow that; where it does not even tell its limit, nothing
// is checked.
base::Result<void> allow_open_files(std::uint64_t needed);

}  // namespace ogi::daemon
