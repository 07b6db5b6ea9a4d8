#pragma once

#include "daemon/config/config.h"

#include <string>
#include <vector>

namespace ogi::daemon {

// A key of the configuration, for whoever tells of it.
struct KeyRow {
    std::string section;  // "crawl"
    std::string name;
    std::string form;   // What it takes: "0 to 100", "text".
    std::string value;  // In `config`, as TOML.
};

// Every key, in the order of --print-config; those of sources and sinks are not among them.
std::vector<KeyRow> key_rows(const Config& config);

}  // namespace ogi::daemon
