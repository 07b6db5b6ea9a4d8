#pragma once

#include "daemon/cli/command_line.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace ogi::daemon {

// ogi coverage. `line` must outlive `app`.
void add_coverage(CLI::App& app, CommandLine& line);

// Lines of coverage by agency (answers/coverage_lines.h). As a table a row an agency with a sign a year, as
// on the pages; as CSV or TSV a record an agency and year; else as they are.
void write_coverage(const std::vector<std::string>& lines, OutputFormat format, std::ostream& out);

}  // namespace ogi::daemon
