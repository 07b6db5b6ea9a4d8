#pragma once

#include "daemon/cli/output.h"
#include "daemon/config/config.h"

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace ogi::daemon {

// What `ogi sinks …` is to do; set while the command line is read.
struct SinksCommand {
    std::function<int(const Config&)> run{};  // Returns the exit code; empty: it was another command.
    OutputFormat format = OutputFormat::table;
    std::string name{};
};

// ogi sinks: where the feed is delivered to. `options` must outlive `app`.
void add_sinks(CLI::App& app, SinksCommand& options);

}  // namespace ogi::daemon
