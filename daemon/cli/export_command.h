#pragma once

#include "base/result.h"
#include "daemon/cli/command_line.h"
#include "daemon/imports/export_warc.h"

#include <ostream>
#include <string>

namespace ogi::daemon {

// ogi export warc
struct ExportOptions {
    std::string file;
    ExportSelector selector{};
    std::string since{};  // YYYY-MM-DD, in Asia/Shanghai.
};

// ogi export, all its formats. `line` must outlive `app`.
void add_export(CLI::App& app, CommandLine& line);

// Writes the captures of the store, as it is now, to a file, or to `out` where that is "-". A file appears
// once it is whole. Works beside a running daemon. What it came to is told to std::clog. Returns the exit
// code.
int export_to_file(const Config& config, ExportOptions options, std::ostream& out);

}  // namespace ogi::daemon
