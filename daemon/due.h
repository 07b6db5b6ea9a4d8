#pragma once

#include "base/time.h"

namespace ogi::daemon {

// Which pages a crawl visits.
enum class Due {
    by_now,     // Everything whose time has come.
    on_demand,  // Only what a person asked for, with what that leads to.
};

// A page that a person asked for is due at the beginning of time, so it goes first; what it leads to inherits
// that.
inline constexpr base::UtcTime due_on_demand{};
// A second look at a page that was gone follows after everything else that was asked for: a report that only
// moved has been found by then.
inline constexpr base::UtcTime due_on_demand_last{std::chrono::milliseconds{1}};

}  // namespace ogi::daemon
