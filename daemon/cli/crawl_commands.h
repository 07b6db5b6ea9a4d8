#pragma once

#include "daemon/cli/command_line.h"

namespace ogi::daemon {

// ogi status, hosts, pages. `line` must outlive `app`.
void add_crawl_commands(CLI::App& app, CommandLine& line);

}  // namespace ogi::daemon
