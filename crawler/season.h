#pragma once

#include "base/time.h"

#include <chrono>

// The year of annual reports. Departments publish by 31 January, governments by 31 March (国令711号
// 第四十九条), corrections follow until the middle of April, and then little happens until the next round.
//
// Season time runs faster when more is published: reports appear and change as if by a steady process in it,
// so a rate that was learnt in one part of the year holds in the others, and a pause that began in autumn
// ends when the season begins.
namespace ogi::crawler {

// How many times faster than on an ordinary day season time runs in the peak, 4 January to 10 February.
inline constexpr int season_peak = 4;

// How fast it runs at `time`: 1, 2 (until 15 April) or season_peak.
int season_pace(base::UtcTime time);

// Season time that passes between two moments; 0 where `to` is not later than `from`.
std::chrono::seconds season_time(base::UtcTime from, base::UtcTime to);

// When so much season time will have passed.
base::UtcTime after_season_time(base::UtcTime from, std::chrono::seconds amount);

}  // namespace ogi::crawler
