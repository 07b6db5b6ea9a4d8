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

// What `ogi changes`, `checkpoint`, `snapshot` or `consumers` is to do; set while the command line is read.
struct FeedCommand {
    std::function<base::Result<void>(const Config&)> run{};  // Empty: it was another command.
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

// `options` must outlive `app`.
void add_feed_commands(CLI::App& app, FeedCommand& options);

}  // namespace ogi::daemon
