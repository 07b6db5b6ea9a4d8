#pragma once

#include "base/result.h"
#include "daemon/cli/command_line.h"

#include <cstddef>
#include <iosfwd>
#include <string>

namespace ogi::daemon {

// ogi roster, ogi overdue. `line` must outlive `app`.
void add_roster(CLI::App& app, CommandLine& line);

// `ogi roster import FILE`: has the running daemon, or where none runs the store, put the agencies of a table
// (roster_csv.h) on the roster; "-" reads from `standard_input`. Returns how many. Fails with `not_found` or
// `io` (the file), `malformed` (every wrong line in the context; nothing was imported), `too_large`, and as
// the store does.
base::Result<std::size_t> import_roster_file(const Config& config, const std::string& file,
                                             std::istream& standard_input);

}  // namespace ogi::daemon
