#pragma once

#include "daemon/cli/command_line.h"
#include "parser/parse_report.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace ogi::daemon {

// `line` must outlive `app`.
void add_parse(CLI::App& app, CommandLine& line);

// `ogi parse`: the shared parser on files ("-": standard input), one line of JSON each; no store, no network.
// Returns the exit code: 0 if every file is a report, 5 if one is not, 1 if one cannot be read at all (said
// on `err`).
int parse_files(const std::vector<std::string>& files, const parser::Hints& hints, std::istream& in,
                std::ostream& out, std::ostream& err);

}  // namespace ogi::daemon
