#include "daemon/service/status_words.h"

#include "base/counted.h"

#include <algorithm>

namespace ogi::daemon {

std::string status_words(const LiveStatus& live, StoreState store) {
    if (store == StoreState::broken) return "The store cannot be written; what is known can be read";
    const auto what =
        live.hosts_known == 0 ? std::string{"Waiting; no page is due yet"}
        : live.hosts_asked > 0
            ? "Asking " + std::to_string(live.hosts_asked) + " of " + base::counted(live.hosts_known, "host")
            : "Waiting until a page of " + base::counted(live.hosts_known, "host") + " is due";
    const bool all_paused = std::ranges::find(live.paused, "*") != live.paused.end();
    return (all_paused ? std::string{"Paused"} : what) + "; since the start " +
           base::counted(live.totals.visits, "visit") + ", " + std::to_string(live.totals.failed) +
           " failed, " + base::counted(live.totals.changes, "change");
}

}  // namespace ogi::daemon
