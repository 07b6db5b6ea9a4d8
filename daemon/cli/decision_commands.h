#pragma once

#include "base/result.h"
#include "daemon/cli/command_line.h"
#include "daemon/config/config.h"
#include "model/decision.h"

#include <iosfwd>
#include <optional>
#include <string>

namespace ogi::daemon {

// What a command line decides.
struct DecisionOptions {
    model::Decision draft{};
    std::optional<model::DecisionKind> kind{};  // Set by the command that was given.
    std::string from{}, to{}, years{};
    std::string value{};        // Of ogi correct: a number, or blank, slash, dash.
    std::string replay_file{};  // ogi decisions replay
};

// ogi agencies, ogi decisions, ogi correct, ogi confirm. `line` must outlive `app`.
void add_decisions(CLI::App& app, CommandLine& line);

// Has the running daemon, or where none runs the store, take what was decided, and says on `out` what came of
// it. Fails with `usage` where the command line makes no sense, with `not_found` or `io` (the file), and as
// DecisionDesk::take does.
base::Result<void> decide_by_command(const Config& config, const DecisionOptions& options,
                                     OutputFormat format, std::ostream& out);

}  // namespace ogi::daemon
