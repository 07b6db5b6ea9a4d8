#include "daemon/cli/parse_command.h"

#include "base/json_writer.h"
#include "daemon/cli/ending.h"
#include "daemon/cli/explain_command.h"
#include "daemon/cli/option_checks.h"
#include "daemon/cli/report_file.h"
#include "daemon/config/programs.h"
#include "daemon/exit_code.h"
#include "model/report_json.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace ogi::daemon {

namespace {

void write_further(base::JsonWriter& json, const std::vector<model::Report>& reports) {
    json.key("further_reports").begin_array();
    for (std::size_t i = 1; i < reports.size(); ++i) {
        json.begin_object();
        model::write_report_members(json, reports[i]);
        json.end_object();
    }
    json.end_array();
}

struct Options {
    std::vector<std::string> files{};
    parser::Hints hints{};
    std::string explain{};  // A cell.
    OutputFormat format = OutputFormat::table;
};

}  // namespace

void add_parse(CLI::App& app, CommandLine& line) {
    const auto options = std::make_shared<Options>();
    auto* command = add_command(
        app, "parse", "Read reports from files; a line of JSON each",
        "Files are told by their bytes: HTML, text, Word, spreadsheets, PDF, images, and ZIP archives of "
        "these; "
        "of a file that holds several reports the others stand in `further_reports`. Needs no store and no "
        "network.\n"
        "  ogi parse --url http://www.example.gov.cn/art/2024/1/16/art_12_1.html page.html");
    command->group(group_files);
    command->add_option("FILE", options->files, "Files; - for standard input")->option_text(" ")->required();
    command->add_option("--url", options->hints.url, "Where the files came from")->option_text("URL");
    command->add_option("--agency", options->hints.agency, "Who published them, where they do not say")
        ->option_text("NAME");
    command
        ->add_option("--explain", options->explain,
                     "How the figure of this cell was found, instead; one file")
        ->option_text("CELL");
    command->add_option("-o,--output", options->format, "With --explain: how that is written (default: table)")
        ->transform(one_of(output_formats()))
        ->option_text("table|json|ndjson|csv|tsv")
        ->needs("--explain");
    on_given_alone(command, line, [options] {
        if (!options->explain.empty() && options->files.size() > 1)
            return give_up(base::fail(base::ErrorCode::usage, "--explain takes one file"));
        if (!options->explain.empty())
            return explain_file(options->files.front(), options->hints, options->explain, options->format);
        return finish_output(parse_files(options->files, options->hints, std::cin, std::cout, std::cerr));
    });
}

int parse_files(const std::vector<std::string>& files, const parser::Hints& hints, std::istream& in,
                std::ostream& out, std::ostream& err) {
    int code = 0;
    const auto programs = find_programs({});
    for (const auto& file : files) {
        const auto reports = read_report_file(file, hints, in, programs);
        if (!reports) {
            err << "ogi: " << reports.error().context << '\n';
            code = exit_failed;
            continue;
        }
        base::JsonWriter json;
        json.begin_object().field("file", file);
        model::write_report_members(json, reports->front());
        if (reports->size() > 1) write_further(json, *reports);
        json.end_object();
        out << json.text() << '\n';
        if (!reports->front().is_report && code == 0) code = exit_not_a_report;
    }
    return code;
}

}  // namespace ogi::daemon
