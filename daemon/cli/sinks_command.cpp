#include "daemon/cli/sinks_command.h"

#include "daemon/cli/client.h"
#include "daemon/cli/completion_scripts.h"
#include "daemon/cli/ending.h"
#include "daemon/cli/lines_output.h"
#include "daemon/cli/option_checks.h"
#include "daemon/cli/order_command.h"
#include "daemon/exit_code.h"
#include "daemon/open_store.h"
#include "daemon/sinks/verify_sink.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <utility>

namespace ogi::daemon {

using base::Result;

namespace {

struct SinksCommand {
    OutputFormat format = OutputFormat::table;
    std::string name{};
};

// What only a running daemon knows.
int ask(const Config& config, const SinksCommand& options, std::string_view method, const std::string& target,
        std::vector<std::string> titles = {}) {
    LinesOutput output{options.format, std::cout, std::move(titles)};
    const auto done = [&]() -> Result<void> {
        TRY(client, Client::connect(config.control_socket()));
        if (!client) return no_daemon(config, "what the sinks do is known to it alone");
        return client->ask(method, target, [&](std::string_view line) { return output.line(line); });
    }();
    if (done) output.finish();
    return end_with(done);
}

base::Error no_such_sink(const Config& config, const std::string& name) {
    std::vector<std::string> known;
    for (const auto& sink : config.sinks) known.push_back(sink.name);
    return base::fail(base::ErrorCode::not_found,
                      "the configuration has no sink \"" + name + "\"; it has " +
                          (known.empty() ? "none: see [[sink]] in ogid.toml(5)" : joined_words(known)));
}

int verify(const Config& config, const SinksCommand& options) {
    LinesOutput output{options.format, std::cout};
    const auto same = [&]() -> Result<bool> {
        const auto found = std::ranges::find(config.sinks, options.name, &SinkSettings::name);
        if (found == config.sinks.end()) return no_such_sink(config, options.name);
        TRY(before, open_for_reading(config));
        TRY(look, look_at_target(*before, *found));
        // A running daemon may have delivered meanwhile what the store did not have before.
        TRY(store, open_for_reading(config));
        TRY(verdict, compare_target(*store, *found, look));
        output.line(to_json(verdict));
        return verdict.equal();
    }();
    if (same) output.finish();
    return end_with(same ? Result<void>{} : Result<void>{same.error()}, same && !*same ? exit_damaged : 0);
}

}  // namespace

void add_sinks(CLI::App& app, CommandLine& line) {
    const auto options = std::make_shared<SinksCommand>();
    auto* sinks = add_command(app, "sinks", "Where the feed is delivered to, how far, and what is wrong",
                              "Asks the running daemon.");
    sinks->group(group_data);
    add_format(sinks, options->format);
    on_given(sinks, line, [options](const Config& config) {
        return ask(config, *options, "GET", "/v1/sinks",
                   {"sink", "kind", "state", "cursor", "lag", "delivered", "batches", "refused", "put_aside",
                    "set_backs", "failed_tries", "last_error"});
    });
    const auto add = [&](const std::string& name, const std::string& words, const std::string& more,
                         auto run) {
        auto* command = add_command(*sinks, name, words, more);
        add_format(command, options->format);
        add_word(command, "NAME", options->name, "Of the sink");
        on_given(command, line, [options, run](const Config& config) { return run(config, *options); });
    };
    add("resume", "Try again at once, also where the target wanted no more", "",
        [](const Config& config, const SinksCommand& asked) {
            return ask(config, asked, "POST", "/v1/sinks/" + asked.name + "/resume");
        });
    add("verify", "Compare every report that the target holds with the store",
        "As the store was when the newest entry was that which the target has, or had when it was left. The "
        "exit status is 7 where they differ.",
        verify);
}

}  // namespace ogi::daemon
