#pragma once

#include "storage/store.h"

#include <cstddef>

namespace ogi::daemon {

// Makes every page due at `now` whose last visit lies later than that: the clock was wrong when it was
// visited, and so is the time it was given for the next visit. Returns how many those are. Reads every page:
// for the rare case that a clock was corrected. On the thread that writes; fails with the store's error.
base::Result<std::size_t> visit_doubtful_again(storage::Store& store, base::UtcTime now);

}  // namespace ogi::daemon
