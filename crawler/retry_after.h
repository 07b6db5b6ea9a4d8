#pragma once

#include "base/time.h"

#include <chrono>
#include <optional>
#include <string_view>

namespace ogi::crawler {

// What a Retry-After header asks for (RFC 9110 §10.2.3): seconds, or a date in any of the three HTTP forms.
// The result lies between `now` and `now + longest`; a date in the past gives `now`. Nullopt if there is no
// such header or it says neither.
std::optional<base::UtcTime> parse_retry_after(std::string_view header, base::UtcTime now,
                                               std::chrono::seconds longest);

}  // namespace ogi::crawler
