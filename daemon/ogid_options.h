#pragma once

#include <string>

namespace CLI {
class App;
}

namespace ogi::daemon {

// The command line of `ogid`.
struct OgidOptions {
    std::string config_file = "/etc/ogid/ogid.toml";
    bool once = false;
    bool print_config = false;
};

// `options` must outlive `app`.
void add_ogid_options(CLI::App& app, OgidOptions& options);

}  // namespace ogi::daemon
