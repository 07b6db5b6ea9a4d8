#pragma once

#include "base/result.h"
#include "model/cursor.h"
#include "model/timeline.h"
#include "storage/store.h"

#include <optional>
#include <string>
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

// Why the store cannot say any more (or never could) what it said at a cursor that was named in full, in
// words; nullopt: it can, or no such cursor was named.
std::optional<std::string> why_gone(const storage::Store& store, const AskedMoment& asked);

// The moment in this store. Fails with `usage`, also for an entry that its log does not have.
base::Result<model::AsOf> moment_in(const storage::Store& store, std::string_view as_of);

}  // namespace ogi::daemon
