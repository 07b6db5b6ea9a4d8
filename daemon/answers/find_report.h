#pragma once

#include "base/result.h"
#include "model/revision.h"
#include "storage/store.h"

#include <string>

namespace ogi::daemon {

// The report an agency and year name: the canonical name, the name as printed, or a part that only one agency
// has. Fails with `not_found` (the context lists near names) and as the store does.
base::Result<model::ReportState> find_report(const storage::Store& store, const std::string& agency,
                                             int year);

// Fails with `not_found` where the report has no revision of that number.
base::Result<model::Revision> revision_of(const storage::Store& store, const model::ReportKey& key,
                                          int number);

}  // namespace ogi::daemon
