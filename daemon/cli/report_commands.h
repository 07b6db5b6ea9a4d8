#pragma once

#include "daemon/cli/command_line.h"

namespace ogi::daemon {

// ogi reports, show, history, copies, diff. `line` must outlive `app`.
void add_report_commands(CLI::App& app, CommandLine& line);

}  // namespace ogi::daemon
