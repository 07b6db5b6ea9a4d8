#pragma once

#include "daemon/config.h"

#include <functional>

namespace CLI {
class App;
}

namespace ogi::daemon {

// What `ogi store …` is to do; set while the command line is read. Returns the exit code.
struct StoreCommand {
    std::function<int(const Config&)> run{};
};

// ogi store: the care of a store. `command` must outlive `app`.
void add_store(CLI::App& app, StoreCommand& command);

}  // namespace ogi::daemon
