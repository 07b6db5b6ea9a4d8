#pragma once

#include "base/result.h"
#include "daemon/cli/command_line.h"
#include "daemon/imports/import.h"

#include <ostream>
#include <string>
#include <vector>

namespace ogi::daemon {

// ogi import
struct ImportOptions {
    std::vector<std::string> files;
    std::string agency{};
};

// `line` must outlive `app`.
void add_import(CLI::App& app, CommandLine& line);

// Imports files into the store: a running daemon reads and writes them, without one the store is opened, and
// made where there is none.
base::Result<ImportSummary> import_to_store(const Config& config, const ImportOptions& options);

// The summary to `out`, its problems to `err` where `out` is for people. Returns the exit code.
int tell_import(const ImportSummary& summary, OutputFormat format, std::ostream& out, std::ostream& err);

}  // namespace ogi::daemon
