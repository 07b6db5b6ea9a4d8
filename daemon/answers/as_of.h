#pragma once

#include "base/result.h"
#include "base/time.h"
#include "model/cursor.h"

#include <optional>
#include <string_view>

namespace ogi::daemon {

// An earlier moment as a person names it.
struct AskedMoment {
    std::optional<model::GivenCursor> cursor{};  // The state that this entry of the log left.
    base::UtcTime time{};                        // Counts where no entry is named.
};

// A cursor of the feed ("3-118"), a sequence of the log as it is now ("118"), a time ("2026-02-01T03:00:00Z",
// with or without milliseconds) or a day ("2026-02-01": to its end in Asia/Shanghai). Fails with `usage`.
base::Result<AskedMoment> parse_as_of(std::string_view text);

}  // namespace ogi::daemon
