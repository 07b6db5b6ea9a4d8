#pragma once

#include "daemon/cli/command_line.h"

namespace ogi::daemon {

// ogi log-level: how much the running daemon logs. `line` must outlive `app`.
void add_log_level(CLI::App& app, CommandLine& line);

}  // namespace ogi::daemon
