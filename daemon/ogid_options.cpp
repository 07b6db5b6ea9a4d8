#include "daemon/ogid_options.h"
#include "base/version.h"

#include <CLI/CLI.hpp>

namespace ogi::daemon {

void add_ogid_options(CLI::App& app, OgidOptions& options) {
    app.name("ogid");
    app.description(
        "Crawls government sites for information disclosure annual reports, keeps every revision, and tells "
        "what changed.");
    app.add_option("--config", options.config_file,
                   "Configuration (TOML; default: " + options.config_file + ")")
        ->option_text("FILE");
    app.add_flag("--once", options.once, "Visit all that is due, with what that leads to, and exit");
    app.add_flag("--print-config", options.print_config, "Print the configuration in force and exit");
    app.set_version_flag("--version", "ogid " + std::string{base::version}, "Print the version and exit");
    app.footer(
        "Exit status: 0 done, 1 it failed, 2 wrong usage or configuration, 75 busy or interrupted: try again "
        "later.\n"
        "See ogi --help for reading what was found.");
}

}  // namespace ogi::daemon
