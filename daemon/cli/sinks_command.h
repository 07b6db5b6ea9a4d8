#pragma once

#include "daemon/cli/command_line.h"

namespace ogi::daemon {

// ogi sinks: where the feed is delivered to. `line` must outlive `app`.
void add_sinks(CLI::App& app, CommandLine& line);

}  // namespace ogi::daemon
