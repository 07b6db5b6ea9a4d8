#pragma once

#include "daemon/cli/output.h"
#include "daemon/config/config.h"

#include <cstdint>
#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace ogi::daemon {

// What `ogi store …` is to do; set while the command line is read.
struct StoreCommand {
    std::function<int(const Config&)> run{};  // Returns the exit code; empty: it was another command.
    OutputFormat format = OutputFormat::table;
    std::string folder{};
    std::uint32_t keep = 0;
    std::uint32_t id = 0;
    bool force = false;
    bool dry_run = false;
    bool exact = false;
    bool repair = false;
    bool verify = false;
};

// ogi store: the care of a store. `options` must outlive `app`.
void add_store(CLI::App& app, StoreCommand& options);

}  // namespace ogi::daemon
