#pragma once

#include "base/result.h"
#include "daemon/cli/command_line.h"
#include "daemon/config/config.h"

#include <iosfwd>
#include <string>

namespace ogi::daemon {

// ogi sources list, ogi sources check. `line` must outlive `app`.
void add_sources(CLI::App& app, CommandLine& line);

struct SourcesCheck {
    std::string url;   // Of an entry page, as a source would name it.
    std::string file;  // Read instead of asking the site; "-" for standard input, empty: ask.
    OutputFormat format = OutputFormat::table;
};

// `ogi sources check`: what a source with this entry page would lead to and why, what it would pass over and
// why. Asks for that page alone, politely, without a store. Returns the exit code: 0 where it leads to
// something or shows a report, exit_not_found where it does not or is gone, exit_network where it could not
// be had, exit_usage for a URL that is none, exit_failed for a file that cannot be read.
int check_source(const Config& config, const SourcesCheck& check, std::istream& in, std::ostream& out,
                 std::ostream& err);

}  // namespace ogi::daemon
