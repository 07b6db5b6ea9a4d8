#include "base/memory.h"
#include "daemon/cli/ending.h"
#include "daemon/cli/option_checks.h"
#include "daemon/config/config.h"
#include "daemon/config/user_agent.h"
#include "daemon/exit_code.h"
#include "daemon/logging/logging.h"
#include "daemon/ogid_options.h"
#include "daemon/service.h"
#include "daemon/store_owner.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/system/system_error.hpp>

#include <spdlog/spdlog.h>
#include <CLI/CLI.hpp>

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <iostream>
#include <system_error>

namespace {

using namespace ogi;

// Stays within this program: no process ends with it.
constexpr int begin_anew_status = -1;

int give_up(const base::Error& error) {
    std::cerr << "ogid: " << error.context << '\n';
    return daemon::exit_code_of(error.code);
}

// Who asks twice to end, or again and again, has it end as well as who asks once: a signal that comes while
// the store is closed, when the service hears of none any more, changes nothing. To the end of the process.
void pass_over_late_signals() {
    static auto& never_run = *new boost::asio::io_context;
    static auto& signals = *new boost::asio::signal_set{never_run};
    for (const int number : {SIGTERM, SIGINT, SIGHUP}) signals.add(number);
}

int run(const daemon::Config& config, bool once) {
    auto service = daemon::Service::start(config);
    if (!service) return give_up(service.error());
    pass_over_late_signals();
    if (once) {
        const auto totals = (*service)->run_once(daemon::Due::by_now);
        if (!totals) return give_up(totals.error());
        spdlog::info("done {}", totals->text());
        return 0;
    }
    const auto served = (*service)->run();
    if (!served) return give_up(served.error());
    if (*served == daemon::Service::Ended::begin_anew) return begin_anew_status;
    spdlog::info("stopped");
    return 0;
}

// No thread, no timer: the machine has no more to give.
void refused(const std::exception& error) {
    std::cerr << "ogid: the system refuses what is needed: " << error.what()
              << "; is there a limit of memory or of processes?\n";
}

// The same program in the same process, without anything of what it held: RocksDB cannot open again what
// failed in its hands.
void begin_anew(char** argv) {
    spdlog::warn("beginning anew reason=\"the store failed and its disk is in order again\"");
    close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
    execv("/proc/self/exe", argv);
    spdlog::error("cannot begin anew reason=\"{}\"", std::strerror(errno));
}

}  // namespace

int main(int argc, char** argv) {
    base::keep_freed_memory();
    base::leave_when_out_of_memory("ogid: out of memory; what was committed is safe, start it again\n",
                                   daemon::exit_failed);
    CLI::App app;
    daemon::OgidOptions options;
    daemon::add_ogid_options(app, options);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return daemon::leave_by(error, app);
    }

    const auto config = daemon::load_config(options.config_file);
    if (!config) {
        give_up(config.error());
        return daemon::exit_usage;
    }
    if (options.print_config) {
        std::cout << daemon::print_config(*config);
        return daemon::finish_output(0, "ogid");
    }
    daemon::set_up_logging(config->log_level);
    if (const auto doubt = daemon::doubt_of(config->transport.user_agent, daemon::host_name()))
        spdlog::warn("nobody to ask reason=\"{}\"", *doubt);
    try {
        const int status = run(*config, options.once);
        daemon::give_store_to_its_owner(config->store_path);
        if (status != begin_anew_status) return status;
        begin_anew(argv);
    } catch (const std::system_error& error) {
        refused(error);
    } catch (const boost::system::system_error& error) {
        refused(error);
    }
    return daemon::exit_failed;
}
