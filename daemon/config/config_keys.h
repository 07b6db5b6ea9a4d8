#pragma once

#include "base/result.h"
#include "daemon/config/config.h"

#include <toml++/toml.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

// The table of configuration keys: one row a key, read, checked and printed by it. Private to the
// configuration reader.
namespace ogi::daemon {

struct ConfigKey {
    std::string_view section;  // "crawl" for [crawl].
    std::string_view name;
    // Puts the value into the Config. The error is what is wrong with it, in words; the caller adds the
    // place.
    std::function<base::Result<void>(const toml::node& value, Config& config)> read;
    // The value in force, as TOML.
    std::function<std::string(const Config& config)> print;
    // What it takes, for the manual: "0 to 100".
    std::string form = "text";
};

const std::vector<ConfigKey>& config_keys();

// `text` as a TOML basic string, quotes included.
std::string in_quotes(std::string_view text);

}  // namespace ogi::daemon
