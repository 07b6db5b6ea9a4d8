#pragma once

#include "base/result.h"
#include "daemon/visit/visited.h"
#include "storage/store.h"

#include <optional>

namespace ogi::daemon {

// What the store holds of a report; nullopt where it is not known, or `key` names none. Fails as the store
// does, and with `malformed` where the state points at a Revision that is not there.
base::Result<std::optional<Standing>> find_standing(const storage::Store& store, const model::ReportKey& key);

}  // namespace ogi::daemon
