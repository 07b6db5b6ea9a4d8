#include "daemon/cli/report_commands.h"

#include "daemon/cli/explain_command.h"
#include "daemon/cli/option_checks.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace ogi::daemon {

namespace {

void add_as_of(CLI::App* command, CommandLine& line) {
    command
        ->add_option(
            "--as-of", line.question.as_of,
            "What the store said then: a cursor or sequence of the feed, a time, or the end of a day")
        ->option_text("WHEN")
        ->check(moment());
}

void add_diff(CLI::App& app, CommandLine& line) {
    auto& question = line.question;
    auto* diff = add_question(
        app, line, About::diff, "diff", "What differs between two revisions of a report, or two years",
        "By default the last two revisions. With --against, the reports on two years, with how much of the "
        "text was repeated. The format may also be json-patch (RFC 6902).\n"
        "  ogi diff 渝北 2020 --from 1 --to 3\n"
        "  ogi diff 渝北 2020 --against 2019");
    add_report_name(diff, question.agency, question.year);
    diff->add_option("--from", question.from, "Revision (default: the one before --to)")
        ->option_text("N")
        ->check(whole_number(1));
    diff->add_option("--to", question.to, "Revision (default: the current one)")
        ->option_text("N")
        ->check(whole_number(1));
    diff->add_option("--against", question.against, "Compare with the report on this year instead")
        ->option_text("YEAR")
        ->check(CLI::Range(2000, 2100));
    diff->remove_option(diff->get_option("--output"));
    auto formats = output_formats();
    formats.emplace("json-patch", OutputFormat::json_patch);
    diff->add_option("-o,--output", line.format, "How the answer is written (default: table)")
        ->transform(one_of(std::move(formats)))
        ->option_text("table|json|ndjson|csv|tsv|json-patch");
    on_given(diff, line, [&line](const Config& config) {
        line.question.about = About::diff;
        if (line.format == OutputFormat::json_patch) line.question.form = DiffForm::json_patch;
        return run_question(
            config, line,
            "nothing differs, or there is nothing before the first revision; ogi history tells "
            "the revisions");
    });
}

void add_show(CLI::App& app, CommandLine& line) {
    auto* show = add_question(app, line, About::report, "show", "One report, table by table",
                              "CSV and TSV have a row for every cell. With --explain, how one figure was "
                              "found: the bytes or the page "
                              "and box it stands at, its table and caption, the row as printed and the "
                              "form's row that it stands for, "
                              "the heads above it, how the row's values were told apart and the text became "
                              "a figure, what was read and "
                              "not taken, what a person put right, and the checks that it takes part in.\n"
                              "  ogi show 渝北 2020\n"
                              "  ogi show 渝北 2020 --explain requests.granted.total");
    add_report_name(show, line.question.agency, line.question.year);
    add_as_of(show, line);
    const auto cell = std::make_shared<std::string>();
    show->add_option("--explain", *cell, "How the figure of this cell was found")
        ->option_text("CELL")
        ->check(not_empty())
        ->excludes("--as-of");
    on_given(show, line, [&line, cell](const Config& config) {
        line.question.about = About::report;
        return cell->empty() ? run_question(config, line) : explain_stored(config, line, *cell);
    });
}

}  // namespace

void add_report_commands(CLI::App& app, CommandLine& line) {
    auto& question = line.question;
    auto* reports = add_question(
        app, line, About::reports, "reports", "Every report, with its verdict and state",
        "CSV and TSV have a column for every cell of the forms. With --as-of, as the store said it then: a "
        "cursor or sequence of the feed, a time as in 2026-02-01T03:00:00Z, or the end of a day in "
        "Shanghai.\n"
        "  ogi reports --year 2023 -o csv > 2023.csv");
    add_agency_part(reports, question.agency);
    add_year(reports, question.year);
    add_limit(reports, line);
    add_as_of(reports, line);
    add_show(app, line);
    add_report_name(add_question(app, line, About::copies, "copies",
                                 "The pages that show a report, which is followed, and where they disagree",
                                 "The best stands first; a word says what made it better than the next."),
                    question.agency, question.year);
    add_report_name(
        add_question(app, line, About::history, "history", "Every revision of a report",
                     "When and why it came, what differs from the one before, and what befell it."),
        question.agency, question.year);
    add_diff(app, line);
    for (const auto* name : {"reports", "show", "copies"}) app.get_subcommand(name)->group(group_reports);
    for (const auto* name : {"history", "diff"}) app.get_subcommand(name)->group(group_changes);
}

}  // namespace ogi::daemon
