#include "daemon/cli/sinks_command.h"

#include "daemon/cli/ask_options.h"
#include "daemon/cli/client.h"
#include "daemon/cli/lines_output.h"
#include "daemon/cli/option_checks.h"
#include "daemon/cli/order_command.h"
#include "daemon/exit_code.h"
#include "daemon/sinks/verify_sink.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <stop_token>

namespace ogi::daemon {

using base::Result;

namespace {

int ended(const Result<void>& done, int code = 0) {
    std::cout.flush();
    if (done) return std::cout ? code : exit_failed;
    std::cerr << told_error(done.error());
    return exit_code_of(done.error().code);
}

// What only a running daemon knows.
int ask(const Config& config, const SinksCommand& options, std::string_view method,
        const std::string& target) {
    LinesOutput output{options.format, std::cout};
    const auto done = [&]() -> Result<void> {
        TRY(client, Client::connect(config.control_socket()));
        if (!client) return no_daemon(config, "what the sinks do is known to it alone");
        return client->ask(method, target, [&](std::string_view line) { return output.line(line); });
    }();
    output.finish();
    return ended(done);
}

int verify(const Config& config, const SinksCommand& options) {
    LinesOutput output{options.format, std::cout};
    const auto same = [&]() -> Result<bool> {
        const auto found = std::ranges::find(config.sinks, options.name, &SinkSettings::name);
        if (found == config.sinks.end())
            return base::fail(base::ErrorCode::not_found,
                              "the configuration has no sink \"" + options.name + "\"");
        TRY(store, storage::Store::open(config.store_path, storage::OpenMode::read_only));
        TRY(verdict, verify_sink(*store, *found));
        output.line(to_json(verdict));
        return verdict.equal();
    }();
    output.finish();
    if (!same) return ended(same.error());
    return ended({}, *same ? 0 : exit_damaged);
}

}  // namespace

void add_sinks(CLI::App& app, SinksCommand& options) {
    auto* sinks = app.add_subcommand("sinks", "Where the feed is delivered to, how far, and what is wrong");
    add_format(sinks, options.format);
    sinks->callback([&options, sinks] {
        if (!sinks->get_subcommands().empty()) return;
        options.run = [&options](const Config& config) { return ask(config, options, "GET", "/v1/sinks"); };
    });
    const auto add = [&](const std::string& name, const std::string& words, auto run) {
        auto* command = sinks->add_subcommand(name, words);
        add_format(command, options.format);
        command->add_option("NAME", options.name, "Of the sink")->option_text(" ")->required();
        command->callback([&options, run] {
            options.run = [&options, run](const Config& config) { return run(config, options); };
        });
    };
    add("resume", "Try again at once, also where the target wanted no more",
        [](const Config& config, const SinksCommand& asked) {
            return ask(config, asked, "POST", "/v1/sinks/" + asked.name + "/resume");
        });
    add("verify", "Compare every report that the target holds with the store", verify);
}

}  // namespace ogi::daemon
