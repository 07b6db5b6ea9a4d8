#include "daemon/service/liveness.h"

#include <algorithm>

namespace ogi::daemon {

std::vector<std::size_t> Liveness::ask(base::SteadyTime now) {
    std::vector<std::size_t> free;
    for (std::size_t thread = 0; thread < asked_.size(); ++thread) {
        if (asked_[thread]) continue;
        asked_[thread] = now;
        free.push_back(thread);
    }
    return free;
}

bool Liveness::all_answered() const {
    return std::ranges::none_of(asked_, [](const auto& asked) { return asked.has_value(); });
}

base::SteadyTime::duration Liveness::silence(std::size_t thread, base::SteadyTime now) const {
    return asked_[thread] ? now - *asked_[thread] : base::SteadyTime::duration{};
}

}  // namespace ogi::daemon
