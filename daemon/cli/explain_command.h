#pragma once

#include "base/result.h"
#include "daemon/cli/command_line.h"
#include "parser/parse_report.h"

#include <string>

// ogi show AGENCY YEAR --explain CELL, ogi parse --explain CELL FILE: how a figure was found.
namespace ogi::daemon {

// Of the report that the question of `line` names. Reads the store itself, also beside a running daemon, and
// the report's bytes again with this version's parser. Returns the exit status.
int explain_stored(const Config& config, const CommandLine& line, const std::string& cell);

// Of the report in a file ("-" for standard input); of its first one where it holds several.
int explain_file(const std::string& file, const parser::Hints& hints, const std::string& cell,
                 OutputFormat format);

}  // namespace ogi::daemon
