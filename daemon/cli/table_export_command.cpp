#include "daemon/cli/table_export_command.h"

#include "daemon/cli/ending.h"
#include "daemon/cli/option_checks.h"
#include "daemon/exports/csv_export.h"
#include "daemon/exports/data_package.h"
#include "daemon/exports/dictionary.h"
#include "daemon/exports/series_export.h"
#include "daemon/exports/sqlite_export.h"
#include "daemon/exports/unfinished.h"
#include "daemon/exports/workbook.h"
#include "model/names.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

CsvStyle style_of(const TableExportCommand& options) {
    return {.formulas = options.plain ? Formulas::plain : Formulas::guarded, .with_mark = options.with_mark};
}

int tell(const Result<ExportOutcome>& outcome) {
    if (!outcome) return give_up(outcome.error());
    std::clog << "reports=" << outcome->reports << " as_of=" << outcome->as_of << " cursor=" << outcome->as_of
              << '\n';
    return outcome->trouble ? give_up(*outcome->trouble) : 0;
}

// Into a file or folder that has its name once it is whole. `make` is given where to write.
template <class Make>
int export_to(const Config& config, const TableExportCommand& options, Unfinished::What what, Make make) {
    auto unfinished = Unfinished::begin(options.output, what);
    if (!unfinished) return give_up(unfinished.error());
    const auto outcome = export_reports(
        config, options.selection, [&](const ExportStamp& stamp) { return make(unfinished->path(), stamp); });
    if (outcome) {
        if (const auto done = unfinished->finish(); !done) return give_up(done.error());
    }
    return tell(outcome);
}

// Text to a file, or where none is named to standard output. `make` is given the stream.
template <class Make>
int export_text(const Config& config, const TableExportCommand& options, Make make) {
    if (options.output.empty()) {
        return tell(
            export_reports(config, options.selection, [&](const ExportStamp&) { return make(std::cout); }));
    }
    std::ofstream file;
    return export_to(config, options, Unfinished::What::file,
                     [&](const std::filesystem::path& path, const ExportStamp&) {
                         file.open(path, std::ios::binary);
                         return make(file);
                     });
}

using Made = Result<std::unique_ptr<Export>>;

int export_csv(const Config& config, const TableExportCommand& options) {
    const auto style = style_of(options);
    if (!options.generation.empty()) {
        const auto generation = *model::from_name<model::Generation>(options.generation);
        return export_text(config, options, [&](std::ostream& out) -> Made {
            return export_wide_csv(out, generation, style);
        });
    }
    if (options.output.empty()) {
        return give_up(
            base::fail(ErrorCode::usage,
                       "each form has a table of its own: name a folder with --output, or one form "
                       "with --generation"));
    }
    if (options.output.ends_with(".csv")) {
        return give_up(
            base::fail(ErrorCode::usage, "each form has a table of its own: name a folder, not the file " +
                                             options.output + ", or one form with --generation"));
    }
    return export_to(config, options, Unfinished::What::folder,
                     [&](const std::filesystem::path& folder, const ExportStamp&) -> Made {
                         return export_wide_csv(folder, style);
                     });
}

int export_sqlite(const Config& config, const TableExportCommand& options) {
    return export_to(config, options, Unfinished::What::file,
                     [](const std::filesystem::path& file, const ExportStamp& stamp) -> Made {
                         TRY(writer, write_sqlite(file, stamp));
                         return export_tables_to(std::move(writer));
                     });
}

int export_xlsx(const Config& config, const TableExportCommand& options) {
    return export_to(config, options, Unfinished::What::file,
                     [](const std::filesystem::path& file, const ExportStamp& stamp) -> Made {
                         return export_workbook(file, stamp);
                     });
}

// A folder, or where the name ends in .zip a folder beside it that becomes a file.
int export_package(const Config& config, const TableExportCommand& options) {
    const auto style = style_of(options);
    const auto make = [&](const std::filesystem::path& folder, const ExportStamp& stamp) -> Made {
        return export_tables_to(write_data_package(folder, stamp, style));
    };
    if (!options.output.ends_with(".zip")) return export_to(config, options, Unfinished::What::folder, make);
    auto file = Unfinished::begin(options.output, Unfinished::What::file);
    if (!file) return give_up(file.error());
    // Never finished: it goes when the file is there.
    auto folder = Unfinished::begin(options.output + ".tables", Unfinished::What::folder);
    if (!folder) return give_up(folder.error());
    const auto outcome = export_reports(
        config, options.selection, [&](const ExportStamp& stamp) { return make(folder->path(), stamp); });
    if (outcome) {
        auto done = zip_folder(folder->path(), file->path());
        if (done) done = file->finish();
        if (!done) return give_up(done.error());
    }
    return tell(outcome);
}

int print_dictionary(const TableExportCommand& options) {
    if (options.output.empty()) {
        std::cout << dictionary_page();
        return 0;
    }
    auto unfinished = Unfinished::begin(options.output, Unfinished::What::file);
    if (!unfinished) return give_up(unfinished.error());
    TextOut file{unfinished->path()};
    file.text() = dictionary_page();
    auto done = file.close();
    if (done) done = unfinished->finish();
    return done ? 0 : give_up(done.error());
}

CLI::Validator cell_id() {
    return CLI::Validator{[](std::string& id) {
                              return find_in_dictionary(id) != nullptr
                                         ? std::string{}
                                         : "no form has the cell \"" + id +
                                               "\"; ogi export dictionary tells which there are";
                          },
                          ""};
}

void add_selection(CLI::App* command, TableExportCommand& options) {
    auto& selection = options.selection;
    command->add_option("--agency", selection.agency, "Only agencies with this in their name")
        ->option_text("NAME")
        ->check(not_empty());
    command->add_option("--year", selection.year, "Only this year")
        ->option_text("YEAR")
        ->check(CLI::Range(2000, 2100));
    command->add_option("--region", selection.region, "Only of the division with this code, and all in it")
        ->option_text("CODE")
        ->check(region_code());
    command
        ->add_option("--as-of", selection.as_of,
                     "As it was then: a cursor or sequence of the feed, a time, or the end of a day "
                     "(default: now)")
        ->option_text("WHEN")
        ->check(moment());
}

void add_csv_style(CLI::App* command, TableExportCommand& options) {
    command->add_flag("--bom", options.with_mark, "Begin with a byte order mark, which Excel wants");
    command->add_flag("--plain", options.plain,
                      "Leave texts that a spreadsheet would run as a formula as they are");
}

using Options = std::shared_ptr<TableExportCommand>;
using Run = int (*)(const Config&, const TableExportCommand&);

struct Format {
    const char* name;
    const char* words;
    const char* more;
    const char* output;  // What --output names.
    Need need;           // Where it may be left out, text goes to standard output.
    Run run;
};

CLI::App* add_format(CLI::App& group, CommandLine& line, const Options& options, const Format& format) {
    auto* command = add_command(group, format.name, format.words, format.more);
    add_selection(command, *options);
    auto* path = command->add_option("--output", options->output, format.output)->option_text("PATH");
    if (format.need == Need::required) path->required();
    on_given(command, line, [options, run = format.run](const Config& config) {
        return finish_output(run(config, *options));
    });
    return command;
}

int export_long(const Config& config, const TableExportCommand& options) {
    return export_text(config, options,
                       [&](std::ostream& out) -> Made { return export_cells_csv(out, style_of(options)); });
}

int export_ndjson(const Config& config, const TableExportCommand& options) {
    return export_text(config, options, [](std::ostream& out) -> Made { return export_lines(out); });
}

int export_the_series(const Config& config, const TableExportCommand& options) {
    return export_text(config, options, [&](std::ostream& out) -> Made {
        return export_series(out, options.cells, style_of(options));
    });
}

}  // namespace

void add_table_exports(CLI::App& group, CommandLine& line) {
    constexpr auto or_stdout = "File (default: standard output)";
    const auto options = std::make_shared<TableExportCommand>();
    const auto add = [&](const Format& format) { return add_format(group, line, options, format); };
    auto* csv =
        add({"csv", "A wide table of each form: a row a report, a column a cell",
             "Behind the columns of the cells stand columns with their kinds.\n"
             "  ogi export csv --output reports\n"
             "  ogi export csv --generation 2021 --region 42 --output hubei.csv",
             "New folder; with --generation a file (default: standard output)", Need::optional, export_csv});
    csv->add_option("--generation", options->generation, "Only this form")
        ->option_text("free|2019|2021|mixed")
        ->check(CLI::Validator{[](std::string& word) {
                                   return model::from_name<model::Generation>(word)
                                              ? std::string{}
                                              : "must be free, 2019, 2021 or mixed";
                               },
                               ""});
    add_csv_style(csv, *options);
    add_csv_style(add({"cells", "One long table: a row a cell", "", or_stdout, Need::optional, export_long}),
                  *options);
    add({"ndjson", "Reports with everything, a line of JSON each", "", or_stdout, Need::optional,
         export_ndjson});
    add({"sqlite", "An SQLite database",
         "Reports, cells, checks, statements, agencies and changes, with a dictionary.", "File",
         Need::required, export_sqlite});
    add({"xlsx", "A workbook with a sheet for each form", "", "File", Need::required, export_xlsx});
    add_csv_style(add({"package", "A Frictionless Data Package: CSV tables and what describes them", "",
                       "New folder; a file where it ends in .zip", Need::required, export_package}),
                  *options);
    auto* series =
        add({"series", "Cells over the years and forms, where they are comparable",
             "A row a report and cell, with whether its form says the same, a sum of its cells does, or "
             "nothing.\n"
             "  ogi export series requests.new_received.total --output received.csv",
             or_stdout, Need::optional, export_the_series});
    series->add_option("CELL", options->cells, "Ids of cells (ogi export dictionary)")
        ->option_text(" ")
        ->required()
        ->check(cell_id());
    add_csv_style(series, *options);
    auto* words = add_command(group, "dictionary", "What the ids of cells mean, as a page of Markdown");
    words->add_option("--output", options->output, or_stdout)->option_text("PATH");
    on_given_alone(words, line, [options] { return finish_output(print_dictionary(*options)); });
}

}  // namespace ogi::daemon
