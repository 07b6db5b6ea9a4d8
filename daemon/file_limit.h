#pragma once

#include "base/result.h"

#include <cstdint>

namespace ogi::daemon {

// Raises the number of files that this process may have open to `needed`, if it is lower. Fails with `io`,
// naming both numbers, where the system does not allow that; where it does not even tell its limit, nothing
// is checked.
base::Result<void> allow_open_files(std::uint64_t needed);

}  // namespace ogi::daemon
