#include "daemon/cli/log_level_command.h"

#include "daemon/cli/client.h"
#include "daemon/cli/ending.h"
#include "daemon/cli/lines_output.h"
#include "daemon/cli/order_command.h"
#include "daemon/control/order.h"

#include <boost/json/parse.hpp>

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace ogi::daemon {

using base::Result;

namespace {

// Levels are one of the limits that change while the daemon runs.
constexpr std::string_view key = "level";

Result<void> ask(const Config& config, const std::vector<std::string>& words, const LineSink& sink) {
    TRY(client, Client::connect(config.control_socket()));
    if (!client) {
        return no_daemon(config,
                         "the log is a running one's (for good: [log] level in the configuration, which is "
                         "read when it starts)");
    }
    std::string levels;
    for (const auto& word : words) levels += (levels.empty() ? "" : " ") + word;
    const auto target = words.empty() ? "/v1/limits" : to_target(SetLimits{{{std::string{key}, levels}}});
    return client->ask(words.empty() ? "GET" : "POST", target, [&](std::string_view line) {
        // The answer is all that can be changed.
        return boost::json::parse(line).at("key").as_string() == key ? sink(line) : true;
    });
}

}  // namespace

void add_log_level(CLI::App& app, CommandLine& line) {
    const auto words = std::make_shared<std::vector<std::string>>();
    auto* command = add_command(
        app, "log-level", "Show how much the daemon logs, or change it until it restarts or reloads",
        "A level is that of everything and ends all exceptions; NAME=LEVEL is that of the events whose first "
        "word is NAME.\n  ogi log-level debug\n  ogi log-level warn sink=debug");
    command->group(group_crawl);
    command
        ->add_option("LEVEL", *words,
                     "trace, debug, info, warn, error or off, or as in sink=debug for what begins with that "
                     "word")
        ->option_text(" ");
    add_format(command, line.format);
    on_given(command, line, [words, &line](const Config& config) {
        LinesOutput output{line.format, std::cout, {"key", "value", "configured"}};
        const auto done = ask(config, *words, [&](std::string_view answer) { return output.line(answer); });
        if (done) output.finish();
        return end_with(done);
    });
}

}  // namespace ogi::daemon
