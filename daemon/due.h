#pragma once

namespace ogi::daemon {

// Which pages a crawl visits.
enum class Due {
    by_now,     // Everything whose time has come.
    on_demand,  // Only what a person asked for, with what that leads to.
};

}  // namespace ogi::daemon
