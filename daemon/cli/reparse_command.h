#pragma once

#include "base/result.h"
#include "daemon/cli/command_line.h"
#include "daemon/config/config.h"
#include "daemon/replay/replay_summary.h"

#include <iosfwd>

namespace ogi::daemon {

struct ReparseOptions {
    ReplaySelector selector{};
    bool dry_run = false;
    OutputFormat format = OutputFormat::table;
};

// `ogi reparse` on the command line. `line` must outlive `app`.
void add_reparse(CLI::App& app, CommandLine& line);
// Returns the exit status.
int run_reparse(const Config& config, const ReparseOptions& options, std::ostream& out);

// Has the running daemon read what is held again from the stored bodies; where none runs, does
// it itself. Returns at the end. Fails as Client and ReplayRun do.
base::Result<ReplaySummary> reparse(const Config& config, const ReplaySelector& selector);

// Gives every entry of the feed that there would be to `sink`, with the sequence 0.
// Nothing is written; it reads beside a running daemon.
base::Result<ReplaySummary> try_reparse(const Config& config, const ReplaySelector& selector,
                                        const LineSink& sink);

// What could not be read, or is kept as it was, a line each.
void write_notes(const ReplaySummary& summary, std::ostream& out);

}  // namespace ogi::daemon
