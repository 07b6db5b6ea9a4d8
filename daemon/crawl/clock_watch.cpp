#include "daemon/crawl/clock_watch.h"

#include <algorithm>

namespace ogi::daemon {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

ClockWatch::ClockWatch(base::UtcTime wall, base::SteadyTime steady)
    : now_{wall}, now_at_{steady}, wall_{wall}, look_at_{steady} {}

base::UtcTime ClockWatch::now(base::UtcTime wall, base::SteadyTime steady) {
    const auto running_on = now_ + std::max(duration_cast<milliseconds>(steady - now_at_), milliseconds{0});
    now_ = running_on - wall > back_max ? wall : std::max(wall, running_on);
    now_at_ = std::max(now_at_, steady);
    return now_;
}

std::vector<ClockNews> ClockWatch::look(base::UtcTime wall, base::SteadyTime steady) {
    std::vector<ClockNews> news;
    const auto passed = duration_cast<milliseconds>(steady - look_at_);
    if (passed > beat + still_min) news.push_back({ClockNews::What::stood_still, passed - beat});
    const auto jump = (wall - wall_) - passed;
    if (jump >= jump_min) news.push_back({ClockNews::What::set_ahead, jump});
    if (jump <= -jump_min) {
        // Whoever asked for the time in between has been given the corrected one already.
        const bool corrected = -jump > back_max || now_ - wall > back_max;
        news.push_back({corrected ? ClockNews::What::corrected_back : ClockNews::What::set_back, -jump});
    }
    wall_ = wall, look_at_ = steady;
    now(wall, steady);
    return news;
}

}  // namespace ogi::daemon
