#pragma once

#include "daemon/answers/as_of.h"
#include "model/timeline.h"
#include "storage/store.h"

#include <optional>
#include <string>
#include <string_view>

namespace ogi::daemon {

// Why the store cannot say any more (or never could) what it said at a cursor that was named in full, in
// words; nullopt: it can, or no such cursor was named.
std::optional<std::string> why_gone(const storage::Store& store, const AskedMoment& asked);

// The moment in this store. Fails with `usage`, also for an entry that its log does not have.
base::Result<model::AsOf> moment_in(const storage::Store& store, std::string_view as_of);

}  // namespace ogi::daemon
