#pragma once

#include "base/result.h"
#include "daemon/cli/ask_options.h"
#include "daemon/config/config.h"
#include "daemon/decisions/rule_suspect.h"

#include <iosfwd>
#include <optional>
#include <string>

namespace ogi::daemon {

// `ogi suspects accept` and `ogi suspects drop`.
struct RulingOptions {
    std::string url{};
    std::optional<SuspectRuling> ruling{};  // Set where one of them was asked for.
};

// `ogi suspects` with its subcommands, and `ogi captures`. The options must outlive `app`.
void add_suspects(CLI::App& app, AskOptions& options, RulingOptions& ruling);

// Hands the ruling to the daemon, or follows it in the store where none runs. Prints what came of it. Fails
// as Client and rule_on_suspect do.
base::Result<void> rule_by_command(const Config& config, const RulingOptions& options, OutputFormat format,
                                   std::ostream& out);

}  // namespace ogi::daemon
