#pragma once

#include "daemon/cli/command_line.h"

namespace ogi::daemon {

// Every command of `ogi`, with its options and what it does. `line` must outlive `app`.
void add_commands(CLI::App& app, CommandLine& line);

// The `ogi` command line. Returns its exit status (exit_code.h).
int run_ogi(int argc, char** argv);

}  // namespace ogi::daemon
