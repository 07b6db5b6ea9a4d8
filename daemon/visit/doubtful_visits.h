#pragma once

#include "base/result.h"
#include "base/time.h"
#include "storage/store.h"

#include <cstddef>
#include <string_view>

namespace ogi::daemon {

// Setting of the store: a time by which visits were recorded, as to_iso writes it.
inline constexpr std::string_view clock_setting = "clock";

// Notes that visits are recorded by this time now: one that is noted must be no later than that of any visit
// but the newest ones. For whoever finds the clock set ahead; a start notes it by itself.
base::Result<void> note_clock(storage::Store& store, base::UtcTime now);

// At a start: where the noted time lies ahead of `now`, or none is noted, visits of the future are looked for
// (visit_doubtful_again), and `now` is noted. Returns how many were found. On the thread that writes.
base::Result<std::size_t> settle_clock(storage::Store& store, base::UtcTime now);

// Makes every page due at `now` whose last visit lies later than that: the clock was wrong when it was
// visited, and so is the time it was given for the next visit. Returns how many those are. Reads every page:
// for the rare case that a clock was corrected. On the thread that writes; fails with the store's error.
base::Result<std::size_t> visit_doubtful_again(storage::Store& store, base::UtcTime now);

}  // namespace ogi::daemon
