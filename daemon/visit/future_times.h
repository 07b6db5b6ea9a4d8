#pragma once

#include "base/time.h"
#include "daemon/visit/visited.h"

namespace ogi::daemon {

// Takes back what a clock that was ahead has written into the records of a visit, so that nothing waits for a
// time that is years away: a look of the future counts as none, and what is missing or in doubt since then is
// so since `now`. A pure function.
void forget_future_times(Visited& visited, base::UtcTime now);

}  // namespace ogi::daemon
