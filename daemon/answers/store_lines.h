#pragma once

#include "model/revision.h"
#include "storage/backup.h"
#include "storage/stats.h"
#include "storage/violation.h"

#include <optional>
#include <string>
#include <vector>

namespace ogi::daemon {

// Lines of JSON of `ogi store …` (docs/cli.md).
std::string violation_line(const storage::Violation& violation);
std::string backup_line(const storage::Backup& backup);
// One a family; then what is counted of bodies, and all together.
std::vector<std::string> stats_lines(const storage::StoreStats& stats);

// What a revision of today's parser says of itself and is not so; nullopt where nothing is wrong with it.
std::optional<std::string> what_is_wrong_with(const model::Revision& revision);

}  // namespace ogi::daemon
