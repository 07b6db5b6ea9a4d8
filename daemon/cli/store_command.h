#pragma once

#include "daemon/cli/command_line.h"

#include <cstdint>
#include <string>

namespace ogi::daemon {

// What `ogi store …` is to do.
struct StoreCommand {
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

// ogi store: the care of a store. `line` must outlive `app`.
void add_store(CLI::App& app, CommandLine& line);

}  // namespace ogi::daemon
