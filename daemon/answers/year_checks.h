#pragma once

#include "base/result.h"
#include "model/report.h"
#include "model/revision.h"
#include "storage/store.h"

#include <optional>

namespace ogi::daemon {

// Adds the checks against the year before. They belong to the moment of reading, not to the revision: either
// report may be corrected without the other. `previous`: the state of the report of the year before, at that
// moment. Fails as the store does.
base::Result<void> add_year_checks(const storage::Store& store,
                                   const std::optional<model::ReportState>& previous, model::Report& report);

}  // namespace ogi::daemon
