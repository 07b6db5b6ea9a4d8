#pragma once

#include "base/result.h"
#include "daemon/config/config.h"

#include <toml++/toml.h>

#include <filesystem>
#include <string>

// [[sink]] of the configuration: keys that every sink has, and those of its kind. Private to the
// configuration reader.
namespace ogi::daemon {

// Adds the sinks of `node` to the Config. Fails with `malformed`, naming file and line.
base::Result<void> read_sinks(const toml::node& node, const std::filesystem::path& file, Config& config);

// The same, as TOML; begins with an empty line.
std::string print_sinks(const Config& config);

}  // namespace ogi::daemon
