#pragma once

#include "daemon/answers/coverage_lines.h"
#include "daemon/columns/columns.h"
#include "daemon/web/pages.h"

#include <vector>

namespace ogi::daemon {

// The lines of coverage, as of today in Asia/Shanghai.
base::Result<Rows> coverage_rows(const ApiContext& context, CoverageQuestion question);

// Their columns, by region and by agency.
std::vector<Column> region_columns();
std::vector<Column> coverage_columns();

// The agency of a line of coverage by agency.
std::string agency_of_line(std::string_view line);

// The year whose reports were due last, all over the country.
int newest_year(base::Date today);

// The lines of a text that ends each with a line end.
std::vector<std::string> split_lines(std::string_view text);

}  // namespace ogi::daemon
