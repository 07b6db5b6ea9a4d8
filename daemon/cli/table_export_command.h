#pragma once

#include "daemon/cli/command_line.h"
#include "daemon/cli/table_export.h"

#include <string>
#include <vector>

namespace ogi::daemon {

// What `ogi export csv` and its like are to do.
struct TableExportCommand {
    ReportSelection selection{};
    std::string output{};
    std::string generation{};
    std::vector<std::string> cells{};  // ogi export series
    bool with_mark = false;
    bool plain = false;
};

// Adds them to `ogi export`. `line` must outlive `group`.
void add_table_exports(CLI::App& group, CommandLine& line);

}  // namespace ogi::daemon
