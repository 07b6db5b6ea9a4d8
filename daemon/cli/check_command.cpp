#include "daemon/cli/check_command.h"

#include "daemon/cli/check_output.h"
#include "daemon/cli/ending.h"
#include "daemon/cli/option_checks.h"
#include "daemon/cli/report_file.h"
#include "daemon/config/programs.h"
#include "daemon/exit_code.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <ostream>
#include <string>

namespace ogi::daemon {

namespace {

int exit_code_for(const model::Report& report, const parser::Review& review) {
    if (!report.is_report) return exit_not_a_report;
    const auto grave = review.count(parser::Severity::error) + review.count(parser::Severity::doubt);
    return grave == 0 ? 0 : exit_findings;
}

void write(std::ostream& out, std::ostream& err, CheckFormat format, const CheckedReport& checked) {
    const auto findings = [&](OutputFormat lines) {
        if (!checked.report.is_report)
            err << "ogi: " << checked.file << " is not a report: " << checked.report.reason << '\n';
        write_check_findings(out, lines, checked.review);
    };
    switch (format) {
        case CheckFormat::text:
            return write_check_text(out, checked);
        case CheckFormat::json:
            return write_check_json(out, checked);
        case CheckFormat::table:
            return findings(OutputFormat::table);
        case CheckFormat::ndjson:
            return findings(OutputFormat::ndjson);
        case CheckFormat::csv:
            return findings(OutputFormat::csv);
        case CheckFormat::tsv:
            return findings(OutputFormat::tsv);
    }
}

}  // namespace

void add_check(CLI::App& app, CommandLine& line) {
    const auto options = std::make_shared<CheckOptions>();
    auto& check = *options;
    auto* command = add_command(
        app, "check", "Look for mistakes in a report before or after it is published",
        "Tells in Chinese what is wrong or doubtful: sums that fail, cells that are blank, sentences that "
        "contradict the tables, and against the report of the year before what was not carried over. It "
        "repairs nothing.\n"
        "  ogi check --last-year 2022.docx 2023.docx");
    command->group(group_files);
    command->add_option("FILE", check.file, "The report; - for standard input")->option_text(" ")->required();
    command->add_option("--last-year", check.last_year, "The report of the year before")->option_text("FILE");
    command->add_option("--url", check.hints.url, "Where the report came from")->option_text("URL");
    command->add_option("--agency", check.hints.agency, "Who publishes it, where it does not say")
        ->option_text("NAME");
    static const std::map<std::string, CheckFormat> formats = {
        {"text", CheckFormat::text},     {"json", CheckFormat::json}, {"table", CheckFormat::table},
        {"ndjson", CheckFormat::ndjson}, {"csv", CheckFormat::csv},   {"tsv", CheckFormat::tsv}};
    command->add_option("-o,--output", check.format, "Text or one object that tells all; the others have a line a finding (default: text)")
        ->transform(one_of(formats))
        ->option_text("text|json|table|ndjson|csv|tsv");
    on_given_alone(command, line,
                   [options] { return finish_output(check_file(*options, std::cin, std::cout, std::cerr)); });
}

int check_file(const CheckOptions& options, std::istream& in, std::ostream& out, std::ostream& err) {
    const auto give_up = [&](const base::Error& error) {
        err << "ogi: " << error.context << '\n';
        return exit_failed;
    };
    // Standard input holds one report.
    if (options.file == "-" && options.last_year == "-") {
        err << "ogi: FILE and --last-year cannot both be standard input; name a file for one of them\n";
        return exit_usage;
    }
    const auto programs = find_programs({});
    const auto reports = read_report_file(options.file, options.hints, in, programs);
    if (!reports) return give_up(reports.error());
    if (reports->size() > 1)
        err << "ogi: " << options.file << " holds " << reports->size() << " reports; the first is checked\n";
    const auto& report = reports->front();
    std::optional<model::Report> last_year;
    if (!options.last_year.empty()) {
        auto read =
            read_report_file(options.last_year, {.url = {}, .agency = options.hints.agency}, in, programs);
        if (!read) return give_up(read.error());
        last_year = std::move(read->front());
    }
    // Of a page that is no report there is nothing to tell but that.
    const auto review =
        report.is_report ? parser::review(report, last_year ? &*last_year : nullptr) : parser::Review{};
    const CheckedReport checked{options.file, options.last_year, report, review};
    write(out, err, options.format, checked);
    return exit_code_for(report, review);
}

}  // namespace ogi::daemon
