#pragma once

#include "daemon/cli/command_line.h"

namespace ogi::daemon {

// ogi doctor: what is wrong with an installation. `line` must outlive `app`.
void add_doctor(CLI::App& app, CommandLine& line);

}  // namespace ogi::daemon
