#pragma once

#include "base/result.h"
#include "daemon/cli/command_line.h"
#include "daemon/config/config.h"
#include "daemon/decisions/rule_suspect.h"

#include <iosfwd>
#include <string>

namespace ogi::daemon {

// `ogi suspects accept` and `ogi suspects drop`.
struct RulingOptions {
    std::string url{};
    SuspectRuling ruling{};
};

// `ogi suspects` with its subcommands, and `ogi captures`. `line` must outlive `app`.
void add_suspects(CLI::App& app, CommandLine& line);

// Hands the ruling to the daemon, or follows it in the store where none runs. Prints what came of it. Fails
// as Client and rule_on_suspect do.
base::Result<void> rule_by_command(const Config& config, const RulingOptions& options, OutputFormat format,
                                   std::ostream& out);

}  // namespace ogi::daemon
