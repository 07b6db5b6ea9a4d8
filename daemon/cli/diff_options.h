#pragma once

#include "daemon/answers/question.h"
#include "daemon/cli/output.h"

#include <CLI/CLI.hpp>

namespace ogi::daemon {

// What `ogi diff` takes besides the name of a report.
void add_diff_options(CLI::App* diff, Question& question, OutputFormat& format);

}  // namespace ogi::daemon
