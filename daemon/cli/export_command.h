#pragma once

#include "base/result.h"
#include "daemon/config/config.h"
#include "daemon/imports/export_warc.h"

#include <ostream>
#include <string>

namespace CLI {
class App;
}

namespace ogi::daemon {

// ogi export warc
struct ExportOptions {
    std::string file;
    ExportSelector selector{};
    std::string since{};  // YYYY-MM-DD, in Asia/Shanghai.
};

// Adds the command, which fills `options`. Returns the subcommand for WARC.
CLI::App* add_export(CLI::App& app, ExportOptions& options);

// Writes the captures of the store, as it is now, to a file, or to `out` where that is "-". A file appears
// once it is whole. Works beside a running daemon. What it came to is told to `err`. Returns the exit code.
int export_to_file(const Config& config, ExportOptions options, std::ostream& out, std::ostream& err);

}  // namespace ogi::daemon
