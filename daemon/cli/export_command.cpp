#include "daemon/cli/export_command.h"

#include "daemon/cli/output.h"
#include "daemon/exit_code.h"
#include "storage/store.h"

#include <CLI/CLI.hpp>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace ogi::daemon {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::Result;

namespace {

constexpr std::chrono::hours shanghai_offset{8};

Result<ExportSummary> write_file(const storage::Store& store, const ExportOptions& options) {
    const fs::path path{options.file};
    auto unfinished = path;
    unfinished += ".part";
    const auto compression = path.extension() == ".gz" ? WarcCompression::gzip : WarcCompression::none;
    errno = 0;
    std::ofstream file{unfinished, std::ios::binary};
    if (!file) return base::fail(ErrorCode::io, unfinished.string() + ": " + std::strerror(errno));
    auto written =
        export_warc(store, options.selector, file, compression, path.filename().string(), base::utc_now());
    file.close();
    std::error_code problem;
    if (written && !file) written = base::fail(ErrorCode::io, unfinished.string() + " could not be written");
    if (written) {
        fs::rename(unfinished, path, problem);
        if (problem) written = base::fail(ErrorCode::io, path.string() + ": " + problem.message());
    }
    if (!written) fs::remove(unfinished, problem);
    return written;
}

}  // namespace

CLI::App* add_export(CLI::App& app, ExportOptions& options) {
    auto* group = app.add_subcommand("export", "Take what was collected out of the store");
    group->require_subcommand(1);
    auto* command =
        group->add_subcommand("warc", "The captures, as a WARC 1.1 file for archives and crawlers");
    command
        ->add_option("FILE", options.file, "Compressed if it ends in .gz; - for standard output, compressed")
        ->option_text(" ")
        ->required();
    command->add_option("--agency", options.selector.agency, "Of pages with reports of this agency")
        ->option_text("NAME");
    command->add_option("--year", options.selector.year, "Of pages with reports for this year")
        ->option_text("YEAR")
        ->check(CLI::Range(2000, 2100));
    command->add_option("--url", options.selector.url, "Of this page")->option_text("URL");
    command->add_option("--since", options.since, "Captured on this day or later")
        ->option_text("YYYY-MM-DD")
        ->check([](const std::string& day) {
            return base::parse_iso_date(day) ? std::string{} : "must be a day as in 2026-02-01";
        });
    return command;
}

int export_to_file(const Config& config, ExportOptions options, std::ostream& out, std::ostream& err) {
    const auto give_up = [&](const base::Error& error) {
        err << told_error(error);
        return exit_code_of(error.code);
    };
    if (!options.since.empty()) {
        const auto day = base::parse_iso_date(options.since);
        if (!day) return give_up(day.error());
        options.selector.since = base::UtcTime{std::chrono::sys_days{*day}} - shanghai_offset;
    }
    const auto store = storage::Store::open(config.store_path, storage::OpenMode::read_only);
    if (!store) return give_up(store.error());
    const auto summary = options.file == "-" ? export_warc(**store, options.selector, out,
                                                           WarcCompression::gzip, "", base::utc_now())
                                             : write_file(**store, options);
    if (!summary) return give_up(summary.error());
    err << "captures=" << summary->captures << " revisits=" << summary->revisits
        << " without_head=" << summary->without_head << " without_body=" << summary->without_body
        << " damaged=" << summary->damaged << '\n';
    if (!summary->damage.empty()) err << told_error(base::fail(ErrorCode::malformed, summary->damage));
    if (summary->damaged != 0 || !summary->damage.empty()) return exit_failed;
    if (summary->captures != 0 || summary->without_body != 0) return 0;
    return give_up(base::fail(ErrorCode::not_found, "no capture in the store is of what was asked for"));
}

}  // namespace ogi::daemon
