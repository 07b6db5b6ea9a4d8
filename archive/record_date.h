#pragma once

#include "base/result.h"
#include "base/time.h"

#include <string_view>

namespace ogi::archive {

// WARC-Date: W3C date-time in UTC, from a year alone ("2016", WARC 1.1) to nanoseconds, of which milliseconds
// are kept. Fails with `malformed`.
base::Result<base::UtcTime> parse_warc_date(std::string_view text);

// The date of an ARC record: YYYYMMDDhhmmss, or its first 8, 10 or 12 digits; digits beyond 14 are not read.
// Fails with `malformed`.
base::Result<base::UtcTime> parse_arc_date(std::string_view text);

}  // namespace ogi::archive
