#pragma once

#include "base/result.h"
#include "model/timeline.h"

#include <string_view>

namespace ogi::daemon {

// What a person writes for an earlier moment: a sequence of the log ("118"), a time ("2026-02-01T03:00:00Z",
// with or without milliseconds) or a day ("2026-02-01": to its end in Asia/Shanghai). Fails with `usage`.
base::Result<model::AsOf> parse_as_of(std::string_view text);

}  // namespace ogi::daemon
