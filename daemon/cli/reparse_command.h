#pragma once

#include "base/result.h"
#include "daemon/cli/output.h"
#include "daemon/config/config.h"
#include "daemon/replay/replay_summary.h"

#include <iosfwd>

namespace CLI {
class App;
}

namespace ogi::daemon {

struct ReparseOptions {
    ReplaySelector selector{};
    bool dry_run = false;
    OutputFormat format = OutputFormat::table;
};

// `ogi reparse` on the command line.
CLI::App* add_reparse(CLI::App& app, ReparseOptions& options);
// Returns the exit status.
int run_reparse(const Config& config, const ReparseOptions& options, std::ostream& out, std::ostream& err);

// Has the running daemon read what is held again from the stored bodies; where none runs, does
// it itself. Returns at the end. Fails as Client and ReplayRun do.
base::Result<ReplaySummary> reparse(const Config& config, const ReplaySelector& selector);

// Gives every entry of the feed that there would be to `sink`, with the sequence 0.
// Nothing is written; it reads beside a running daemon.
base::Result<ReplaySummary> try_reparse(const Config& config, const ReplaySelector& selector,
                                        const LineSink& sink);

// The counts as a line of words, an object of JSON, or a row of CSV under its titles.
void write_summary(const ReplaySummary& summary, OutputFormat format, std::ostream& out);

// What could not be read, or is kept as it was, a line each.
void write_notes(const ReplaySummary& summary, std::ostream& out);

}  // namespace ogi::daemon
