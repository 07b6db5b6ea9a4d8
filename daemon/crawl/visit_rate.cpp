#include "daemon/crawl/visit_rate.h"

#include <algorithm>

namespace ogi::daemon {

std::int64_t VisitRate::second_of(base::SteadyTime time) {
    return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

void VisitRate::count(base::SteadyTime now) {
    const auto second = second_of(now);
    auto& bucket = buckets_[static_cast<std::size_t>(second % seconds)];
    if (bucket.second != second) bucket = {second, 0};
    ++bucket.visits;
}

double VisitRate::per_second(base::SteadyTime now) const {
    const auto second = second_of(now);
    std::uint64_t visits = 0;
    for (const auto& bucket : buckets_) {
        if (bucket.second > second - seconds && bucket.second <= second) visits += bucket.visits;
    }
    const auto passed = std::clamp<std::int64_t>(second - began_ + 1, 1, seconds);
    return static_cast<double>(visits) / static_cast<double>(passed);
}

}  // namespace ogi::daemon
