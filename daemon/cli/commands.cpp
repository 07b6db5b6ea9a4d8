#include "daemon/cli/commands.h"

#include "base/version.h"
#include "daemon/cli/check_command.h"
#include "daemon/cli/completion.h"
#include "daemon/cli/coverage_command.h"
#include "daemon/cli/crawl_commands.h"
#include "daemon/cli/decision_commands.h"
#include "daemon/cli/doctor_command.h"
#include "daemon/cli/ending.h"
#include "daemon/cli/export_command.h"
#include "daemon/cli/feed_commands.h"
#include "daemon/cli/import_command.h"
#include "daemon/cli/log_level_command.h"
#include "daemon/cli/option_checks.h"
#include "daemon/cli/order_command.h"
#include "daemon/cli/parse_command.h"
#include "daemon/cli/recrawl_command.h"
#include "daemon/cli/reparse_command.h"
#include "daemon/cli/report_commands.h"
#include "daemon/cli/roster_command.h"
#include "daemon/cli/sinks_command.h"
#include "daemon/cli/sources_command.h"
#include "daemon/cli/store_command.h"
#include "daemon/cli/suspects_command.h"
#include "daemon/exit_code.h"
#include "daemon/exports/unfinished.h"
#include "daemon/store_owner.h"

#include <CLI/CLI.hpp>
#include <boost/system/system_error.hpp>

#include <csignal>
#include <functional>
#include <iostream>
#include <system_error>

namespace ogi::daemon {

// In the order in which --help and ogi(1) list them.
void add_commands(CLI::App& app, CommandLine& line) {
    app.name("ogi");
    app.description(
        "Reads annual reports on government information disclosure: from files, and from what ogid "
        "collected.");
    app.add_option("--config", line.config_file,
                   "Configuration of the daemon (TOML; default: " + line.config_file + ")")
        ->option_text("FILE");
    app.add_flag_callback("--quiet", be_quiet,
                          "No progress, summaries or warnings on standard error, only errors");
    app.set_version_flag("--version", "ogi " + std::string{base::version}, "Print the version and exit");
    app.require_subcommand(1);
    app.footer("Behind a command, --help tells its options. The manual is ogi(1).");
    add_parse(app, line);
    add_check(app, line);
    add_report_commands(app, line);
    add_feed_commands(app, line);
    add_coverage(app, line);
    add_roster(app, line);
    add_decisions(app, line);
    add_suspects(app, line);
    add_crawl_commands(app, line);
    add_sources(app, line);
    add_recrawl(app, line);
    add_reparse(app, line);
    add_orders(app, line);
    add_log_level(app, line);
    add_export(app, line);
    add_import(app, line);
    add_sinks(app, line);
    add_store(app, line);
    add_doctor(app, line);
    add_completion(app, line);
}

namespace {

// No thread, no descriptor, no timer: the machine has no more to give. Whatever throws is not ours.
int try_to_run(const std::function<int()>& work) {
    const auto refused = [](const std::exception& error) {
        return give_up(base::fail(base::ErrorCode::busy,
                                  std::string{"the system refuses what is needed: "} + error.what() +
                                      "; is there a limit of memory or of processes?"));
    };
    try {
        return work();
    } catch (const std::system_error& error) {
        return refused(error);
    } catch (const boost::system::system_error& error) {
        return refused(error);
    }
}

}  // namespace

int run_ogi(int argc, char** argv) {
    std::ios::sync_with_stdio(false);
    std::clog << std::unitbuf;
    // Whoever started us may have had it ignored; `ogi reports | head -1` shall end quietly all the same.
    std::signal(SIGPIPE, SIG_DFL);
    CommandLine line;
    CLI::App app;
    add_commands(app, line);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return leave_by(error, app);
    }
    const bool leaves_files = app.got_subcommand("export");
    line.configured = app.count("--config") > 0;
    if (line.run_alone) return try_to_run(line.run_alone);
    const auto config = load_config(line.config_file);
    if (!config) {
        give_up(config.error());
        return exit_usage;
    }
    const int status = try_to_run([&] {
        // Before the store has threads of its own.
        if (leaves_files) remove_unfinished_on_signals();
        return line.run(*config);
    });
    give_store_to_its_owner(config->store_path);
    return status;
}

}  // namespace ogi::daemon
