#pragma once

#include "daemon/cli/output.h"
#include "daemon/question.h"

#include <CLI/CLI.hpp>

namespace ogi::daemon {

// What `ogi diff` takes besides the name of a report.
void add_diff_options(CLI::App* diff, Question& question, OutputFormat& format);

}  // namespace ogi::daemon
