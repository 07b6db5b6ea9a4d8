#pragma once

#include "base/result.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace ogi::base {

using UtcTime = std::chrono::sys_time<std::chrono::milliseconds>;
using SteadyTime = std::chrono::steady_clock::time_point;
using Date = std::chrono::year_month_day;  // A calendar day in Asia/Shanghai unless said otherwise.

// Where the time comes from, so that decisions never read a clock themselves.
using Clock = std::function<UtcTime()>;

// The machine's clock, in milliseconds.
UtcTime utc_now();

// "2026-01-31T08:15:00.250Z".
std::string to_iso(UtcTime);
// Reads what to_iso writes. Fails with `malformed`.
base::Result<UtcTime> parse_iso_time(std::string_view);

// "2026-01-31".
std::string to_iso(Date);
// Reads "YYYY-MM-DD" and refuses days that do not exist. Fails with `malformed`.
base::Result<Date> parse_iso_date(std::string_view);

// The same where there may be none.
template <class Moment>
std::optional<std::string> to_iso(const std::optional<Moment>& moment) {
    return moment ? std::optional{to_iso(*moment)} : std::nullopt;
}

// The day in Asia/Shanghai (UTC+8 all year since 1991) at that instant.
Date shanghai_date(UtcTime);

}  // namespace ogi::base
