#pragma once

#include "base/result.h"
#include "base/time.h"
#include "daemon/config/config.h"

#include <cstdint>
#include <string>

namespace ogi::daemon {

// The state that an entry of the feed left. It is the same whenever it is asked for, and who holds it goes on
// behind that entry and misses nothing.
struct ExportMoment {
    std::string cursor{};  // With its epoch, so that after a restore it is never taken for another entry.
    std::uint64_t sequence = 0;
    base::UtcTime recorded_at{};
};

// What a person asked for (as_of.h), or the newest entry where that is empty. A time or day is the state in
// front of the first entry that was recorded later: what comes still later changes nothing there, also where
// a clock is put back, while a day that is not over is the newest entry of now. Fails with `usage` for an
// entry that the log does not have, and with `not_found` where there was none yet.
base::Result<ExportMoment> moment_to_export(const Config& config, const std::string& as_of);

}  // namespace ogi::daemon
