#pragma once

#include "daemon/cli/command_line.h"
#include "parser/parse_report.h"

#include <iosfwd>
#include <string>

namespace ogi::daemon {

enum class CheckFormat { text, json, table, ndjson, csv, tsv };

struct CheckOptions {
    std::string file;       // "-" for standard input.
    std::string last_year;  // The report of the year before; empty: none.
    parser::Hints hints;
    CheckFormat format = CheckFormat::text;
};

// `line` must outlive `app`.
void add_check(CLI::App& app, CommandLine& line);

// `ogi check`: tells in Chinese what is wrong or doubtful in a report (parser::review). Returns the exit
// code: 0 for nothing but remarks, exit_findings for an error or a doubt, exit_not_a_report, exit_failed for
// a file that cannot be read.
int check_file(const CheckOptions& options, std::istream& in, std::ostream& out, std::ostream& err);

}  // namespace ogi::daemon
