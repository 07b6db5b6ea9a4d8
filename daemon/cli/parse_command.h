#pragma once

#include "parser/parse_report.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace ogi::daemon {

// `ogi parse`: the shared parser on files ("-": standard input), one line of JSON each; no store, no network.
// Returns the exit code: 0 if every file is a report, 5 if one is not, 1 if one cannot be read at all (said
// on `err`).
int parse_files(const std::vector<std::string>& files, const parser::Hints& hints, std::istream& in,
                std::ostream& out, std::ostream& err);

}  // namespace ogi::daemon
