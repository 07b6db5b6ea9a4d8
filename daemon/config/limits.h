#pragma once

#include "base/result.h"
#include "daemon/config/config.h"

#include <string>
#include <string_view>
#include <vector>

// The keys of the configuration that can be changed while the daemon runs.
namespace ogi::daemon {

struct Limit {
    std::string key;         // "host_delay_ms".
    std::string value;       // In force, as TOML.
    std::string configured;  // What the file says.
};

// All of them, in the order of the configuration.
std::vector<Limit> limits_of(const Config& in_force, const Config& configured);

// Changes one. Fails with `usage`: there is no such key, it needs a restart, or the value is not allowed.
base::Result<void> set_limit(Config& config, std::string_view key, std::string_view value);

// What a configuration that was read again means for the running daemon.
struct Adopted {
    std::vector<Limit> changed;              // `value` is in force now; `configured` was before.
    std::vector<std::string> needs_restart;  // Keys with a new value that only a restart brings in force.
};

// Takes over the sources and every limit.
Adopted adopt(Config& in_force, const Config& next);

}  // namespace ogi::daemon
