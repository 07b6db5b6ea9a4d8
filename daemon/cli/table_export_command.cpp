#include "daemon/cli/table_export_command.h"

#include "daemon/cli/option_checks.h"
#include "daemon/cli/output.h"
#include "daemon/exit_code.h"
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

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

int give_up(const base::Error& error) {
    std::cerr << told_error(error);
    return exit_code_of(error.code);
}

CsvStyle style_of(const TableExportCommand& options) {
    return {.formulas = options.plain ? Formulas::plain : Formulas::guarded, .with_mark = options.with_mark};
}

int tell(const Result<ExportOutcome>& outcome) {
    if (!outcome) return give_up(outcome.error());
    std::cerr << "reports=" << outcome->reports << " as_of=" << outcome->as_of;
    if (!outcome->cursor.empty()) std::cerr << " cursor=" << outcome->cursor;
    std::cerr << '\n';
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

CLI::Validator region_code() {
    return CLI::Validator{[](std::string& code) {
                              const bool digits = code.find_first_not_of("0123456789") == std::string::npos;
                              return digits && code.size() >= 2 && code.size() <= 6
                                         ? std::string{}
                                         : "must be the first 2 to 6 digits of a division's code, as in 42";
                          },
                          ""};
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
        ->option_text("NAME");
    command->add_option("--year", selection.year, "Only this year")
        ->option_text("YEAR")
        ->check(CLI::Range(2000, 2100));
    command->add_option("--region", selection.region, "Only of the division with this code, and all in it")
        ->option_text("CODE")
        ->check(region_code());
    command
        ->add_option("--as-of", selection.as_of,
                     "As it was then: a sequence of the feed, a time, or the end of a day (default: now)")
        ->option_text("WHEN")
        ->check(moment());
}

void add_csv_style(CLI::App* command, TableExportCommand& options) {
    command->add_flag("--bom", options.with_mark, "Begin with a byte order mark, which Excel wants");
    command->add_flag("--plain", options.plain,
                      "Leave texts that a spreadsheet would run as a formula as they are");
}

using Run = int (*)(const Config&, const TableExportCommand&);

// A format with its selection. Whether --output may be left out: text then goes to standard output.
CLI::App* add_format(CLI::App& group, TableExportCommand& options, const std::string& name,
                     const std::string& words, const std::string& output, Need need, Run run) {
    auto* command = group.add_subcommand(name, words);
    add_selection(command, options);
    auto* path = command->add_option("--output", options.output, output)->option_text("PATH");
    if (need == Need::required) path->required();
    command->callback([&options, run] {
        options.run = [&options, run](const Config& config) { return run(config, options); };
    });
    return command;
}

}  // namespace

void add_table_exports(CLI::App& group, TableExportCommand& options) {
    constexpr auto or_stdout = "File (default: standard output)";
    auto* csv = add_format(
        group, options, "csv", "A wide table of each form: a row a report, a column a cell",
        "New folder; with --generation a file (default: standard output)", Need::optional, export_csv);
    csv->add_option("--generation", options.generation, "Only this form: free, 2019, 2021 or mixed")
        ->option_text("FORM")
        ->check(CLI::Validator{[](std::string& word) {
                                   return model::from_name<model::Generation>(word)
                                              ? std::string{}
                                              : "must be free, 2019, 2021 or mixed";
                               },
                               ""});
    add_csv_style(csv, options);
    auto* cells = add_format(group, options, "cells", "One long table: a row a cell", or_stdout,
                             Need::optional, [](const Config& config, const TableExportCommand& given) {
                                 return export_text(config, given, [&](std::ostream& out) -> Made {
                                     return export_cells_csv(out, style_of(given));
                                 });
                             });
    add_csv_style(cells, options);
    add_format(group, options, "ndjson", "Reports with everything, a line of JSON each", or_stdout,
               Need::optional, [](const Config& config, const TableExportCommand& given) {
                   return export_text(config, given,
                                      [](std::ostream& out) -> Made { return export_lines(out); });
               });
    add_format(group, options, "sqlite", "An SQLite database", "File", Need::required, export_sqlite);
    add_format(group, options, "xlsx", "A workbook with a sheet for each form", "File", Need::required,
               export_xlsx);
    auto* package = add_format(group, options, "package",
                               "A Frictionless Data Package: CSV tables and what describes them",
                               "New folder; a file where it ends in .zip", Need::required, export_package);
    add_csv_style(package, options);
    auto* series =
        add_format(group, options, "series", "Cells over the years and forms, where they are comparable",
                   or_stdout, Need::optional, [](const Config& config, const TableExportCommand& given) {
                       return export_text(config, given, [&](std::ostream& out) -> Made {
                           return export_series(out, given.cells, style_of(given));
                       });
                   });
    series->add_option("CELL", options.cells, "Ids of cells (ogi export dictionary)")
        ->option_text(" ")
        ->required()
        ->check(cell_id());
    add_csv_style(series, options);
    auto* words = group.add_subcommand("dictionary", "What the ids of cells mean, as a page of Markdown");
    words->add_option("--output", options.output, or_stdout)->option_text("PATH");
    words->callback([&options] { options.run_alone = [&options] { return print_dictionary(options); }; });
}

}  // namespace ogi::daemon
