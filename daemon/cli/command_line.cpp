#include "daemon/cli/command_line.h"

#include "daemon/cli/ending.h"
#include "daemon/cli/option_checks.h"
#include "daemon/cli/reader.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <map>

namespace ogi::daemon {

namespace {

constexpr int year_first = 2000;
constexpr int year_last = 2100;

}  // namespace

int run_question(const Config& config, const CommandLine& line, std::string_view where_nothing) {
    bool told = false;
    const auto output = make_output(line.format, line.question.about, std::cout);
    const auto done = read(config, line.question, [&](std::string_view text) {
        told = true;
        return output->line(text);
    });
    // What could be read is printed, and what could not be is told behind it.
    const bool damaged = !done && done.error().code == base::ErrorCode::malformed;
    if (done || damaged) output->finish();
    if (done && !told && !where_nothing.empty()) std::clog << "ogi: " << where_nothing << '\n';
    return end_with(done);
}

CLI::App* add_command(CLI::App& app, const std::string& name, const std::string& words,
                      const std::string& more) {
    auto* command = app.add_subcommand(name, words);
    command->footer(more);
    return command;
}

void on_given(CLI::App* command, CommandLine& line, std::function<int(const Config&)> run) {
    command->callback([command, &line, run = std::move(run)] {
        if (command->get_subcommands().empty()) line.run = run;
    });
}

void on_given_alone(CLI::App* command, CommandLine& line, std::function<int()> run) {
    command->callback([command, &line, run = std::move(run)] {
        if (command->get_subcommands().empty()) line.run_alone = run;
    });
}

CLI::App* add_question(CLI::App& app, CommandLine& line, About about, const std::string& name,
                       const std::string& words, const std::string& more) {
    auto* command = add_command(app, name, words, more);
    add_format(command, line.format);
    on_given(command, line, [&line, about](const Config& config) {
        line.question.about = about;
        return run_question(config, line);
    });
    return command;
}

void add_format(CLI::App* command, OutputFormat& format) {
    command->add_option("-o,--output", format, "How the answer is written (default: table)")
        ->transform(one_of(output_formats()))
        ->option_text("table|json|ndjson|csv|tsv");
}

void add_limit(CLI::App* command, CommandLine& line) {
    command->add_option("--limit", line.question.limit, "Lines at most (default: all)")
        ->option_text("N")
        ->check(whole_number(0));
}

void add_agency_part(CLI::App* command, std::string& agency, const std::string& words) {
    command->add_option("--agency", agency, words)->option_text("NAME")->check(not_empty());
}

CLI::Option* add_year(CLI::App* command, int& year, const std::string& words) {
    return command->add_option("--year", year, words)
        ->option_text("YEAR")
        ->check(CLI::Range(year_first, year_last));
}

void add_report_name(CLI::App* command, std::string& agency, int& year) {
    add_word(command, "AGENCY", agency, "Name of the agency, or a part that only one has");
    command->add_option("YEAR", year, "Year reported on")
        ->option_text(" ")
        ->required()
        ->check(CLI::Range(year_first, year_last));
}

CLI::Option* add_word(CLI::App* command, const std::string& name, std::string& word,
                      const std::string& words) {
    return command->add_option(name, word, words)->option_text(" ")->required()->check(not_empty());
}

}  // namespace ogi::daemon
