#pragma once

#include "base/time.h"

#include <optional>
#include <string_view>

namespace ogi::extract {

// A moment as sitemaps and feeds write it: "2026", "2026-01", "2026-01-31", "2026-01-31T08:15:00.5+08:00"
// (W3C-DTF; a blank for the T and slashes in the date, too), "Sat, 31 Jan 2026 08:15:00 +0800" (RFC 822, also
// without the day's name and with a year of two digits). What says no zone is meant in Asia/Shanghai; what
// says no time is the beginning of its day, month or year. Nullopt where it is none.
std::optional<base::UtcTime> parse_feed_time(std::string_view text);

}  // namespace ogi::extract
