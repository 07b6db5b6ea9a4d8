#pragma once

#include "base/result.h"

namespace ogi::daemon {

// Fails with `io`, saying how many there are, where the system does not give `needed` threads at once. To be
// asked before a pool of threads is made: Asio's of Boost 1.81 waits for ever for its first thread where the
// second cannot be had.
base::Result<void> check_threads(int needed);

}  // namespace ogi::daemon
