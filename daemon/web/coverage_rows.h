#pragma once

#include "daemon/answers/coverage_lines.h"
#include "daemon/columns/columns.h"
#include "daemon/web/pages.h"

#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// The lines of coverage, as of today in Asia/Shanghai.
base::Result<Rows> coverage_rows(const ApiContext& context, CoverageQuestion question);

// Their columns, by region and by agency.
std::vector<Column> region_columns();
std::vector<Column> coverage_columns();

// The agency of a line of coverage by agency.
std::string agency_of_line(std::string_view line);

// The year that a page shows where a person asks for `asked`, or, for 0, for none: the newest that there are
// reports on.
base::Result<int> year_to_show(const ApiContext& context, int asked);

// How the parts of a region stand, one level below it; "" for the provinces.
base::Result<Rows> parts_rows(const ApiContext& context, std::string_view region, int year);

// The year whose reports were due last, all over the country.
int newest_year(base::Date today);

}  // namespace ogi::daemon
