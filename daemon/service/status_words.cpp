#include "daemon/service/status_words.h"

#include <algorithm>

namespace ogi::daemon {

std::string status_words(const LiveStatus& live, StoreState store) {
    if (store == StoreState::broken) return "The store cannot be written; what is known can be read";
    const auto what = live.hosts_asked > 0
                          ? "Asking " + std::to_string(live.hosts_asked) + " of " +
                                std::to_string(live.hosts_known) + " hosts"
                          : "Waiting until a page of " + std::to_string(live.hosts_known) + " hosts is due";
    const bool all_paused = std::ranges::find(live.paused, "*") != live.paused.end();
    return (all_paused ? std::string{"Paused"} : what) + "; since the start " +
           std::to_string(live.totals.visits) + " visits, " + std::to_string(live.totals.failed) +
           " failed, " + std::to_string(live.totals.changes) + " changes";
}

}  // namespace ogi::daemon
