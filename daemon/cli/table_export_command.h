#pragma once

#include "daemon/cli/table_export.h"

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace ogi::daemon {

// What `ogi export csv` and its like are to do; set while the command line is read.
struct TableExportCommand {
    std::function<int(const Config&)> run{};  // Returns the exit code; empty: it was another command.
    std::function<int()> run_alone{};         // Needs no configuration.
    ReportSelection selection{};
    std::string output{};
    std::string generation{};
    std::vector<std::string> cells{};  // ogi export series
    bool with_mark = false;
    bool plain = false;
};

// Adds them to `ogi export`. `options` must outlive `group`.
void add_table_exports(CLI::App& group, TableExportCommand& options);

}  // namespace ogi::daemon
