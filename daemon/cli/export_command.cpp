#include "daemon/cli/export_command.h"

#include "daemon/cli/ending.h"
#include "daemon/cli/option_checks.h"
#include "daemon/cli/table_export_command.h"
#include "daemon/exit_code.h"
#include "daemon/exports/unfinished.h"
#include "daemon/open_store.h"
#include "storage/store.h"

#include <CLI/CLI.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

namespace ogi::daemon {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::Result;

namespace {

constexpr std::chrono::hours shanghai_offset{8};

Result<ExportSummary> write_file(const storage::Store& store, const ExportOptions& options) {
    const fs::path path{options.file};
    TRY(unfinished, Unfinished::begin(path, Unfinished::What::file));
    const auto compression = path.extension() == ".gz" ? WarcCompression::gzip : WarcCompression::none;
    std::ofstream file{unfinished.path(), std::ios::binary};
    auto written =
        export_warc(store, options.selector, file, compression, path.filename().string(), base::utc_now());
    file.close();
    if (written && !file)
        return base::fail(ErrorCode::io, unfinished.path().string() + " could not be written");
    if (written) TRY_VOID(unfinished.finish());
    return written;
}

}  // namespace

void add_export(CLI::App& app, CommandLine& line) {
    auto* group = add_command(app, "export", "Take what was collected out of the store",
                              "Works beside a running daemon. What it came to is told on standard error.");
    group->group(group_data)->require_subcommand(1);
    const auto options = std::make_shared<ExportOptions>();
    auto* command = add_command(
        *group, "warc", "The captures, as a WARC 1.1 file for archives and crawlers",
        "Without options all captures; else those of pages with reports of an agency or for a year, of one "
        "page, or from a day on.\n"
        "  ogi export warc --year 2023 2023.warc.gz");
    add_word(command, "FILE", options->file,
             "Compressed if it ends in .gz; - for standard output, compressed");
    add_agency_part(command, options->selector.agency, "Of pages with reports of this agency");
    add_year(command, options->selector.year, "Of pages with reports for this year");
    command->add_option("--url", options->selector.url, "Of this page")
        ->option_text("URL")
        ->check(not_empty());
    command->add_option("--since", options->since, "Captured on this day or later")
        ->option_text("YYYY-MM-DD")
        ->check(iso_day());
    on_given(command, line, [options](const Config& config) {
        return finish_output(export_to_file(config, *options, std::cout));
    });
    add_table_exports(*group, line);
}

int export_to_file(const Config& config, ExportOptions options, std::ostream& out) {
    if (!options.since.empty()) {
        const auto day = base::parse_iso_date(options.since);
        if (!day) return give_up(day.error());
        options.selector.since = base::UtcTime{std::chrono::sys_days{*day}} - shanghai_offset;
    }
    const auto store = open_for_reading(config);
    if (!store) return give_up(store.error());
    const auto summary = options.file == "-" ? export_warc(**store, options.selector, out,
                                                           WarcCompression::gzip, "", base::utc_now())
                                             : write_file(**store, options);
    if (!summary) return give_up(summary.error());
    std::clog << "captures=" << summary->captures << " revisits=" << summary->revisits
              << " without_head=" << summary->without_head << " without_body=" << summary->without_body
              << " damaged=" << summary->damaged << '\n';
    if (!summary->damage.empty()) give_up(base::fail(ErrorCode::malformed, summary->damage));
    if (summary->damaged != 0 || !summary->damage.empty()) return exit_failed;
    if (summary->captures != 0 || summary->without_body != 0) return 0;
    return give_up(base::fail(
        ErrorCode::not_found,
        "no capture in the store is of what was asked for; ogi pages and ogi reports tell what there is"));
}

}  // namespace ogi::daemon
