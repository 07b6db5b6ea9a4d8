#include "crawler/season.h"

#include <algorithm>
#include <array>

namespace ogi::crawler {

using namespace std::chrono;

namespace {

// Shanghai is UTC+8 all year.
constexpr hours shanghai_offset{8};

struct Stretch {
    month_day first;
    int pace;
};
// The first reports of a round are seen on 4 January, late departments until 10 February.
constexpr std::array stretches = {Stretch{January / 4, season_peak}, Stretch{February / 11, 2},
                                  Stretch{April / 16, 1}};

struct Running {
    int pace;
    base::UtcTime until;
};

base::UtcTime shanghai_midnight(year_month_day date) {
    return base::UtcTime{sys_days{date}} - shanghai_offset;
}

// The stretch of the year that `time` lies in.
Running running_at(base::UtcTime time) {
    const auto today = base::shanghai_date(time);
    int pace = stretches.back().pace;
    for (const auto& stretch : stretches) {
        if (month_day{today.month(), today.day()} < stretch.first)
            return {pace, shanghai_midnight(today.year() / stretch.first)};
        pace = stretch.pace;
    }
    return {pace, shanghai_midnight((today.year() + years{1}) / stretches.front().first)};
}

}  // namespace

int season_pace(base::UtcTime time) {
    return running_at(time).pace;
}

seconds season_time(base::UtcTime from, base::UtcTime to) {
    milliseconds passed{0};
    while (from < to) {
        const auto [pace, until] = running_at(from);
        const auto end = std::min(until, to);
        passed += (end - from) * pace;
        from = end;
    }
    return duration_cast<seconds>(passed);
}

base::UtcTime after_season_time(base::UtcTime from, seconds amount) {
    milliseconds left = amount;
    while (true) {
        const auto [pace, until] = running_at(from);
        const auto whole = (until - from) * pace;
        if (left <= whole) return from + left / pace;
        left -= whole;
        from = until;
    }
}

}  // namespace ogi::crawler
