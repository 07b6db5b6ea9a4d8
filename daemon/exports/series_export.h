#pragma once

#include "daemon/exports/csv_export.h"

#include <string>
#include <vector>

namespace ogi::daemon {

// A row a report and asked cell, in order of agency and year, across the forms: what that report's form tells
// of the cell (comparable.h). Where it tells nothing comparable the row says so and has no figure.
std::unique_ptr<Export> export_series(std::ostream& out, std::vector<std::string> cells, CsvStyle style);

}  // namespace ogi::daemon
