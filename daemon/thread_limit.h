#pragma once

#include "base/result.h"

namespace ogi::daemon {

// Fails with `io`, saying how many there are, where the system does not give `needed` threads at once. To be
// asked before anything is opened: it is said then with the number, and nothing was begun.
base::Result<void> check_threads(int needed);

}  // namespace ogi::daemon
