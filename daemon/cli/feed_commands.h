#pragma once

#include "daemon/cli/command_line.h"

#include <cstdint>
#include <string>

namespace ogi::daemon {

// What `ogi changes`, `checkpoint`, `snapshot` or `consumers` is to do.
struct FeedCommand {
    OutputFormat format = OutputFormat::table;
    std::string since = "0";
    std::uint64_t limit = 0;
    bool follow = false;
    std::string at{};
    std::string after{};
    std::string include{};
    std::string name{};
    std::string cursor{};
    std::string expected{};
};

// `line` must outlive `app`.
void add_feed_commands(CLI::App& app, CommandLine& line);

}  // namespace ogi::daemon
