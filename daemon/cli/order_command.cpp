#include "daemon/cli/order_command.h"

#include "base/json_writer.h"
#include "daemon/cli/client.h"
#include "daemon/cli/ending.h"
#include "daemon/cli/option_checks.h"
#include "daemon/cli/reader.h"
#include "daemon/crawl/paused.h"
#include "daemon/exit_code.h"
#include "daemon/open_store.h"
#include "storage/store.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <memory>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

// A list as its items with blanks between; a change as "key=old→new".
std::string words_of(const boost::json::value& value) {
    if (value.is_string()) return value.as_string().c_str();
    if (value.is_object()) {
        const auto& change = value.as_object();
        return words_of(change.at("key")) + "=" + words_of(change.at("old")) + "→" +
               words_of(change.at("new"));
    }
    if (!value.is_array()) return boost::json::serialize(value);
    std::string words;
    for (const auto& item : value.as_array()) words += (words.empty() ? "" : " ") + words_of(item);
    return words;
}

Result<void> pause_in_store(const Config& config, const Order& order, const LineSink& sink) {
    TRY_VOID(check_there_is_a_store(config));
    TRY(store, open_for_writing(config));
    TRY(text, store->setting(paused_setting));
    auto paused = Paused::parse(text.value_or(""));
    if (const auto* pause = std::get_if<Pause>(&order)) {
        paused.pause(pause->host);
    } else {
        paused.resume(std::get<Resume>(order).host);
    }
    TRY_VOID(store->set_setting(paused_setting, paused.text()));
    for (const auto& line : paused.lines()) sink(line);
    return {};
}

// Gives the order and prints the lines of its answer.
int order_and_print(const Config& config, const Order& order, About about, OutputFormat format) {
    const auto output = make_output(format, about, std::cout);
    const auto done = give_order(config, order, [&](std::string_view line) { return output->line(line); });
    if (done) output->finish();
    return end_with(done);
}

// Names in the answer to a question, by the member that has them.
std::vector<std::string> names_told(const Config& config, About about, std::string_view member) {
    Question question;
    question.about = about;
    std::vector<std::string> names;
    const auto told = read(config, question, [&](std::string_view line) {
        const auto object = boost::json::parse(line).as_object();
        if (const auto* name = object.if_contains(member); name != nullptr && name->is_string())
            names.emplace_back(name->as_string());
        return true;
    });
    static_cast<void>(told);  // The order itself tells what is wrong.
    return names;
}

// What a person may have mistyped; empty: nothing.
std::string doubt_of_pause(const Config& config, const std::string& host) {
    Paused held;
    held.pause(host);
    const auto visited = names_told(config, About::hosts, "host");
    const bool is_known =
        std::ranges::any_of(visited, [&](const std::string& name) { return held.names_host(name); });
    return is_known ? std::string{} : host + " was never visited; it is paused all the same";
}

std::string doubt_of_resume(const Config& config, const std::string& host) {
    const auto held = names_told(config, About::paused, "paused");
    if (std::ranges::find(held, host) == held.end()) return host + " was not paused";
    return std::ranges::find(held, "*") == held.end()
               ? std::string{}
               : "everything else is still paused; ogi resume lets it go on";
}

void add_pause(CLI::App& app, CommandLine& line, const std::string& name, const std::string& words,
               bool resumes) {
    auto* command = add_command(app, name, words,
                                "What is paused stays so over restarts; the answer tells all that is.\n"
                                "  ogi " +
                                    name + " www.example.gov.cn");
    const auto host = std::make_shared<std::string>();
    command->group(group_crawl);
    command
        ->add_option("HOST", *host,
                     "Host, as in www.example.gov.cn or www.example.gov.cn:8080 (default: everything)")
        ->option_text(" ")
        ->check(not_empty());
    add_format(command, line.format);
    on_given(command, line, [&line, host, resumes](const Config& config) {
        const auto paused = Paused::name_of(*host);
        if (!paused) return give_up(paused.error());
        const auto order = resumes ? Order{Resume{*paused}} : Order{Pause{*paused}};
        std::string doubt;
        if (!paused->empty())
            doubt = resumes ? doubt_of_resume(config, *paused) : doubt_of_pause(config, *paused);
        const auto status = order_and_print(config, order, About::paused, line.format);
        if (status == 0 && !doubt.empty()) std::clog << "ogi: " << doubt << '\n';
        return status;
    });
}

void add_limits(CLI::App& app, CommandLine& line) {
    const auto words = std::make_shared<std::vector<std::string>>();
    auto* command = add_command(
        app, "limits",
        "Show what can be changed while the daemon runs, or change it until it restarts or reloads",
        "All of the changes are made or none.\n"
        "  ogi limits host_delay_ms=5000");
    command->group(group_crawl);
    command->add_option("KEY=VALUE", *words, "New value, as in host_delay_ms=500")->option_text(" ");
    add_format(command, line.format);
    on_given(command, line, [&line, words](const Config& config) {
        if (words->empty()) {
            line.question.about = About::limits;
            return run_question(config, line);
        }
        const auto limits = read_limits(*words);
        if (!limits) return give_up(limits.error());
        return order_and_print(config, *limits, About::limits, line.format);
    });
}

void add_reload(CLI::App& app, CommandLine& line) {
    auto* command = add_command(app, "reload", "Have the daemon read its configuration and sources again",
                                "Where something is wrong with them, file and line are told and the old ones "
                                "stay in force.");
    command->group(group_crawl);
    add_format(command, line.format);
    on_given(command, line, [&line](const Config& config) {
        std::string answer;
        const auto done = give_order(config, Reload{}, [&](std::string_view text) {
            answer = text;
            return true;
        });
        if (done) write_reload(answer, line.format, std::cout);
        // What is malformed is the configuration.
        const bool is_wrong = !done && done.error().code == ErrorCode::malformed;
        return is_wrong ? (end_with(done), exit_usage) : end_with(done);
    });
}

}  // namespace

void add_orders(CLI::App& app, CommandLine& line) {
    add_pause(app, line, "pause", "Ask a host, or every host, for nothing until it is resumed", false);
    add_pause(app, line, "resume", "Go on with a host, or with everything, that was paused", true);
    add_limits(app, line);
    add_reload(app, line);
}

base::Error no_daemon(const Config& config, std::string_view wanted) {
    return base::fail(ErrorCode::not_found, "no daemon runs on " + config.store_path.string() + ", and " +
                                                std::string{wanted} + "; start one with: ogid --config " +
                                                config.file.string());
}

Result<void> give_order(const Config& config, const Order& order, const LineSink& sink) {
    TRY(client, Client::connect(config.control_socket()));
    if (client) return client->ask("POST", to_target(order), sink);
    if (std::holds_alternative<SetLimits>(order)) {
        return no_daemon(config,
                         "limits are changed while one runs (for good: in the configuration, which is read "
                         "when it starts)");
    }
    if (std::holds_alternative<Reload>(order)) {
        return no_daemon(config,
                         "without one there is nothing to reload: it reads the configuration when it starts");
    }
    return pause_in_store(config, order, sink);
}

void write_reload(std::string_view answer, OutputFormat format, std::ostream& out) {
    if (format == OutputFormat::json || format == OutputFormat::ndjson) {
        out << answer << '\n';
        return;
    }
    const auto members = boost::json::parse(answer).as_object();
    std::vector<std::string> titles, values;
    for (const auto& [name, value] : members) {
        titles.emplace_back(name);
        values.push_back(words_of(value));
    }
    write_members(out, format, titles, values);
}

Result<SetLimits> read_limits(const std::vector<std::string>& words) {
    SetLimits limits;
    for (const auto& word : words) {
        const auto equals = word.find('=');
        if (equals == std::string::npos || equals == 0) {
            return base::fail(ErrorCode::usage,
                              "write KEY=VALUE, as in host_delay_ms=500, not \"" + word + "\"");
        }
        limits.values.emplace_back(word.substr(0, equals), word.substr(equals + 1));
    }
    return limits;
}

}  // namespace ogi::daemon
