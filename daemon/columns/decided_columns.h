#pragma once

#include "daemon/columns/columns.h"

#include <vector>

namespace ogi::daemon {

// The columns of About::agencies, agency, doubts and decisions.
std::vector<Column> decided_columns(About about);
std::vector<Column> decided_csv_columns(About about);

}  // namespace ogi::daemon
