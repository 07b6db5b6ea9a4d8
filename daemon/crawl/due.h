#pragma once

#include "base/time.h"

#include <optional>

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

// Whether that is not a time but a person's wish; never told as a time.
inline bool is_asked_for(std::optional<base::UtcTime> due) {
    return due.value_or(base::UtcTime::max()) <= due_on_demand_last;
}

// The time to tell: this moment where a person asked for the page.
inline std::optional<base::UtcTime> told_due(std::optional<base::UtcTime> due, base::UtcTime now) {
    return is_asked_for(due) ? now : due;
}

}  // namespace ogi::daemon
