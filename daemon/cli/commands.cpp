#include "daemon/cli/commands.h"

#include "daemon/cli/ask_options.h"
#include "daemon/cli/check_command.h"
#include "daemon/cli/decision_commands.h"
#include "daemon/cli/diff_options.h"
#include "daemon/cli/export_command.h"
#include "daemon/cli/feed_commands.h"
#include "daemon/cli/import_command.h"
#include "daemon/cli/option_checks.h"
#include "daemon/cli/order_command.h"
#include "daemon/cli/output.h"
#include "daemon/cli/parse_command.h"
#include "daemon/cli/reader.h"
#include "daemon/cli/recrawl_command.h"
#include "daemon/cli/reparse_command.h"
#include "daemon/cli/roster_command.h"
#include "daemon/cli/sinks_command.h"
#include "daemon/cli/sources_command.h"
#include "daemon/cli/store_command.h"
#include "daemon/cli/suspects_command.h"
#include "daemon/cli/table_export_command.h"
#include "daemon/config/config.h"
#include "daemon/crawl/paused.h"
#include "daemon/exit_code.h"
#include "daemon/logging.h"
#include "daemon/version.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <map>
#include <string>
#include <vector>

namespace ogi::daemon {

namespace {

struct Options : AskOptions {
    std::string config_file = "/etc/ogid/ogid.toml";
    RecrawlSelector selector;
    bool wait = false;
    ReparseOptions reparse;
    std::string host;                 // ogi pause, ogi resume
    std::vector<std::string> limits;  // ogi limits
    std::string roster_file;          // ogi roster import
    std::vector<std::string> files;
    std::string url;     // ogi parse --url
    std::string agency;  // ogi parse --agency
    CheckOptions check;
    SourcesCheck sources_check;
    DecisionOptions decision;
    RulingOptions ruling;
    ExportOptions export_options;
    ImportOptions import_options;
    FeedCommand feed;
};

int give_up(const base::Error& error) {
    std::cerr << told_error(error);
    return exit_code_of(error.code);
}

void add_report_name(CLI::App* command, Options& options) {
    command->add_option("AGENCY", options.question.agency, "Name of the agency, or a part that only one has")
        ->option_text(" ")
        ->required();
    command->add_option("YEAR", options.question.year, "Year reported on")
        ->option_text(" ")
        ->required()
        ->check(CLI::Range(2000, 2100));
}

void add_as_of(CLI::App* command, Options& options) {
    command
        ->add_option("--as-of", options.question.as_of,
                     "What the store said then: a sequence of the feed, a time, or the end of a day")
        ->option_text("WHEN")
        ->check(moment());
}

void add_roster(CLI::App& app, Options& options) {
    auto* roster = add_question(app, options, About::roster, "roster", "Every agency that owes reports");
    roster->add_option("--agency", options.question.agency, "Only agencies with this in their name")
        ->option_text("NAME");
    add_limit(roster, options);
    auto* import = roster->add_subcommand("import", "Put the agencies of a CSV table on the roster");
    import->add_option("FILE", options.roster_file, "The table; - for standard input")
        ->option_text(" ")
        ->required();
}

void add_questions(CLI::App& app, Options& options) {
    auto& question = options.question;
    auto* reports = add_question(app, options, About::reports, "reports", "Every report, with its state");
    reports->add_option("--agency", question.agency, "Only agencies with this in their name")
        ->option_text("NAME");
    reports->add_option("--year", question.year, "Only this year")
        ->option_text("YEAR")
        ->check(CLI::Range(2000, 2100));
    add_limit(reports, options);
    add_as_of(reports, options);
    auto* show = add_question(app, options, About::report, "show", "One report");
    add_report_name(show, options);
    add_as_of(show, options);
    add_report_name(add_question(app, options, About::copies, "copies",
                                 "The pages that show a report, which is followed, and where they disagree"),
                    options);
    add_report_name(add_question(app, options, About::history, "history", "Every revision of a report"),
                    options);
    auto* diff = app.add_subcommand("diff", "What differs between two revisions of a report, or two years");
    add_report_name(diff, options);
    add_diff_options(diff, options.question, options.format);
    add_feed_commands(app, options.feed);
    add_roster(app, options);
    add_decisions(app, options, options.decision);
    auto* overdue = add_question(app, options, About::overdue, "overdue",
                                 "Reports that should have been published and are not there");
    overdue->add_option("--agency", question.agency, "Only agencies with this in their name")
        ->option_text("NAME");
    overdue->add_option("--year", question.year, "Only this year")
        ->option_text("YEAR")
        ->check(CLI::Range(2000, 2100));
    overdue->add_option("--at", question.at, "On this day (default: today)")
        ->option_text("YYYY-MM-DD")
        ->check([](const std::string& day) {
            return base::parse_iso_date(day) ? std::string{} : "must be a day as in 2026-02-01";
        });
    add_limit(overdue, options);
    add_limit(add_question(app, options, About::pages, "pages", "Every known page: last outcome, next visit"),
              options);
    add_suspects(app, options, options.ruling);
    add_question(app, options, About::status, "status",
                 "The store, and what the daemon is doing, at a glance");
    add_question(app, options, About::hosts, "hosts", "Every host: what it waits for, until when, and why");
}

CLI::App* add_parse(CLI::App& app, Options& options) {
    auto* command = app.add_subcommand("parse", "Read reports from files; a line of JSON each");
    command->add_option("FILE", options.files, "Files; - for standard input")->option_text(" ")->required();
    command->add_option("--url", options.url, "Where the files came from")->option_text("URL");
    command->add_option("--agency", options.agency, "Who published them, where they do not say")
        ->option_text("NAME");
    return command;
}

CLI::App* add_sources(CLI::App& app, Options& options) {
    auto* sources =
        app.add_subcommand("sources", "The sources of the configuration, and what a page would lead to");
    sources->require_subcommand(1);
    add_question(*sources, options, About::sources, "list",
                 "Every source: its entry pages, what was found there, when they are visited");
    auto* command = sources->add_subcommand("check", "What an entry page would lead to, and why");
    auto& check = options.sources_check;
    command->add_option("URL", check.url, "The entry page; only this page is asked for")
        ->option_text(" ")
        ->required();
    command->add_option("--file", check.file, "Read the page from here instead; - for standard input")
        ->option_text("PAGE");
    static const std::map<std::string, OutputFormat> formats = {{"table", OutputFormat::table},
                                                                {"json", OutputFormat::json}};
    command->add_option("-o,--output", check.format, "table or json")
        ->transform(one_of(formats))
        ->option_text("FORMAT");
    return command;
}

CLI::App* add_recrawl(CLI::App& app, Options& options) {
    auto* command = app.add_subcommand("recrawl", "Visit known pages now; without a selector, all of them");
    command->add_option("--agency", options.selector.agency, "Pages with reports of this agency")
        ->option_text("NAME");
    command->add_option("--year", options.selector.year, "Pages with reports for this year")
        ->option_text("YEAR")
        ->check(CLI::Range(2000, 2100));
    command->add_option("--source", options.selector.source, "Pages of this source of the configuration")
        ->option_text("NAME");
    command
        ->add_option("--url", options.selector.url, "This page; a new one if it is on the site of a source")
        ->option_text("URL");
    add_format(command, options.format);
    command->add_flag("--wait", options.wait,
                      "Return when the pages, and what they led to, have been visited");
    return command;
}

struct OrderCommands {
    const CLI::App* pause;
    const CLI::App* resume;
    const CLI::App* limits;
    const CLI::App* reload;
};

OrderCommands add_orders(CLI::App& app, Options& options) {
    const auto add = [&](const std::string& name, const std::string& words) {
        auto* command = app.add_subcommand(name, words);
        add_format(command, options.format);
        return command;
    };
    constexpr auto host_words =
        "Host, as in www.example.gov.cn or www.example.gov.cn:8080 (default: everything)";
    auto* pause = add("pause", "Ask a host, or every host, for nothing until it is resumed");
    pause->add_option("HOST", options.host, host_words)->option_text(" ");
    auto* resume = add("resume", "Go on with a host, or with everything, that was paused");
    resume->add_option("HOST", options.host, host_words)->option_text(" ");
    auto* limits =
        add("limits",
            "Show what can be changed while the daemon runs, or change it until it restarts or reloads");
    limits->add_option("KEY=VALUE", options.limits, "New value, as in host_delay_ms=500")->option_text(" ");
    auto* reload = add("reload", "Have the daemon read its configuration and sources again");
    return {pause, resume, limits, reload};
}

// What could not be written is not done: a full disk, a closed pipe that is not a signal.
int finish_output(int code = 0) {
    std::cout.flush();
    return std::cout ? code : give_up(base::fail(base::ErrorCode::io, "the output could not be written"));
}

int run_question(const Config& config, const Options& options) {
    auto output = make_output(options.format, options.question.about, std::cout);
    const auto done =
        read(config, options.question, [&](std::string_view line) { return output->line(line); });
    // What could be read is printed, and what could not be is told behind it.
    const bool damaged = !done && done.error().code == base::ErrorCode::malformed;
    if (done || damaged) output->finish();
    return finish_output(done ? 0 : give_up(done.error()));
}

int run_feed(const Config& config, const FeedCommand& command) {
    const auto done = command.run(config);
    return finish_output(done ? 0 : give_up(done.error()));
}

int run_pause(const Config& config, const Options& options, bool resume) {
    const auto host = Paused::name_of(options.host);
    if (!host) return give_up(host.error());
    auto output = make_output(options.format, About::paused, std::cout);
    const auto done = give_order(config, resume ? Order{Resume{*host}} : Order{Pause{*host}},
                                 [&](std::string_view line) { return output->line(line); });
    if (!done) return give_up(done.error());
    output->finish();
    return finish_output();
}

int run_limits(const Config& config, Options options) {
    if (options.limits.empty()) {
        options.question.about = About::limits;
        return run_question(config, options);
    }
    const auto limits = read_limits(options.limits);
    if (!limits) return give_up(limits.error());
    auto output = make_output(options.format, About::limits, std::cout);
    const auto done = give_order(config, *limits, [&](std::string_view line) { return output->line(line); });
    if (!done) return give_up(done.error());
    output->finish();
    return finish_output();
}

int run_reload(const Config& config, const Options& options) {
    std::string answer;
    const auto done = give_order(config, Reload{}, [&](std::string_view line) {
        answer = line;
        return true;
    });
    if (!done) return give_up(done.error());
    write_reload(answer, options.format, std::cout);
    return finish_output();
}

int run_import(const Config& config, const Options& options) {
    set_up_logging(config.log_level == "info" ? "warn" : config.log_level);
    const auto imported = import_roster_file(config, options.roster_file, std::cin);
    if (!imported) return give_up(imported.error());
    std::cout << "imported " << *imported << " agencies\n";
    return finish_output();
}

int run_decision(const Config& config, const Options& options) {
    set_up_logging(config.log_level == "info" ? "warn" : config.log_level);
    const auto done = decide_by_command(config, options.decision, std::cout);
    if (!done) return give_up(done.error());
    return finish_output();
}

int run_ruling(const Config& config, const Options& options) {
    set_up_logging(config.log_level == "info" ? "warn" : config.log_level);
    const auto done = rule_by_command(config, options.ruling, options.format, std::cout);
    if (!done) return give_up(done.error());
    return finish_output();
}

int run_export(const Config& config, const Options& options) {
    return finish_output(export_to_file(config, options.export_options, std::cout, std::cerr));
}

int run_import_files(const Config& config, const Options& options) {
    set_up_logging(config.log_level == "info" ? "warn" : config.log_level);
    const auto summary = import_to_store(config, options.import_options);
    if (!summary) return give_up(summary.error());
    return finish_output(tell_import(*summary, options.format, std::cout, std::cerr));
}

int run_recrawl(const Config& config, const Options& options) {
    set_up_logging(config.log_level == "info" ? "warn" : config.log_level);
    const auto summary = recrawl(config, options.selector, options.wait);
    if (!summary) return give_up(summary.error());
    write_summary(*summary, options.format, std::cout);
    return finish_output();
}

int run_check(const Options& options) {
    return finish_output(check_file(options.check, std::cin, std::cout, std::cerr));
}

// Needs no configuration: without one the defaults hold.
int run_sources_check(const Options& options, bool configured) {
    Config config;
    if (configured) {
        auto loaded = load_config(options.config_file);
        if (!loaded) {
            give_up(loaded.error());
            return exit_usage;
        }
        config = *std::move(loaded);
    }
    return finish_output(check_source(config, options.sources_check, std::cin, std::cout, std::cerr));
}

int run_parse(const Options& options) {
    return finish_output(parse_files(options.files, {.url = options.url, .agency = options.agency}, std::cin,
                                     std::cout, std::cerr));
}

}  // namespace

int run_ogi(int argc, char** argv) {
    Options options;
    CLI::App app{
        "Reads annual reports on government information disclosure: from files, and from what ogid "
        "collected.",
        "ogi"};
    app.add_option("--config", options.config_file,
                   "Configuration of the daemon (TOML; default: " + options.config_file + ")")
        ->option_text("FILE");
    app.set_version_flag("--version", "ogi " + std::string{version});
    app.require_subcommand(1);
    app.footer(
        "Exit status: 0 done, 1 it failed, 2 wrong usage, 3 not found, 4 network, 5 not a report, 6 "
        "check found something, 7 store verify found damage, 75 busy: try again.");
    add_questions(app, options);
    const auto* recrawl_command = add_recrawl(app, options);
    const auto* reparse_command = add_reparse(app, options.reparse);
    const auto* parse_command = add_parse(app, options);
    const auto* check_command = add_check(app, options.check);
    const auto* sources_check_command = add_sources(app, options);
    const auto orders = add_orders(app, options);
    const auto* export_command = add_export(app, options.export_options);
    auto* import_command = add_import(app, options.import_options);
    add_format(import_command, options.format);
    StoreCommand store_command;
    add_store(app, store_command);
    TableExportCommand table_export;
    add_table_exports(*app.get_subcommand("export"), table_export);
    SinksCommand sinks_command;
    add_sinks(app, sinks_command);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return leave_by(error, app);
    }
    std::ios::sync_with_stdio(false);
    if (parse_command->parsed()) return run_parse(options);
    if (check_command->parsed()) return run_check(options);
    if (sources_check_command->parsed()) return run_sources_check(options, app.count("--config") > 0);
    if (table_export.run_alone) return finish_output(table_export.run_alone());
    const auto config = load_config(options.config_file);
    if (!config) {
        give_up(config.error());
        return exit_usage;
    }
    if (table_export.run) return finish_output(table_export.run(*config));
    if (store_command.run) return store_command.run(*config);
    if (options.feed.run) return run_feed(*config, options.feed);
    if (sinks_command.run) return sinks_command.run(*config);
    if (!options.roster_file.empty()) return run_import(*config, options);
    if (options.decision.kind || !options.decision.replay_file.empty()) return run_decision(*config, options);
    if (options.ruling.ruling) return run_ruling(*config, options);
    if (recrawl_command->parsed()) return run_recrawl(*config, options);
    if (export_command->parsed()) return run_export(*config, options);
    if (import_command->parsed()) return run_import_files(*config, options);
    if (reparse_command->parsed()) return run_reparse(*config, options.reparse, std::cout, std::cerr);
    if (orders.pause->parsed()) return run_pause(*config, options, false);
    if (orders.resume->parsed()) return run_pause(*config, options, true);
    if (orders.limits->parsed()) return run_limits(*config, options);
    if (orders.reload->parsed()) return run_reload(*config, options);
    return run_question(*config, options);
}

}  // namespace ogi::daemon
