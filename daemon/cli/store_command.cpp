#include "daemon/cli/store_command.h"

#include "base/json_writer.h"
#include "daemon/answers/store_lines.h"
#include "daemon/cli/ask_options.h"
#include "daemon/cli/client.h"
#include "daemon/cli/lines_output.h"
#include "daemon/cli/option_checks.h"
#include "daemon/control/order.h"
#include "daemon/control/store_care.h"
#include "daemon/exit_code.h"
#include "daemon/logging.h"
#include "daemon/open_store.h"
#include "storage/backup.h"
#include "storage/repair.h"
#include "storage/verify.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <thread>

namespace ogi::daemon {

using base::Result;

namespace {

int give_up(const base::Error& error) {
    std::cerr << told_error(error);
    return exit_code_of(error.code);
}

int written(const Result<void>& done, int code = 0) {
    if (!done) return give_up(done.error());
    std::cout.flush();
    return std::cout ? code : give_up(base::fail(base::ErrorCode::io, "the output could not be written"));
}

constexpr int verify_attempts_max = 5;

Result<std::unique_ptr<storage::Store>> open_for_reading(const Config& config) {
    return storage::Store::open(config.store_path, storage::OpenMode::read_only);
}

std::string absolute(const std::string& folder) {
    return std::filesystem::absolute(folder).lexically_normal().string();
}

// By the running daemon, or where none runs by this process.
template <class Task>
Result<void> have_done(const Config& config, const Order& order, const Task& here, LinesOutput& output) {
    TRY(client, Client::connect(config.control_socket()));
    if (client)
        return client->ask("POST", to_target(order),
                           [&](std::string_view line) { return output.line(line); });
    TRY_VOID(check_there_is_a_store(config));
    TRY(store, open_for_writing(config));
    TRY(line, here(*store));
    output.line(line);
    return {};
}

Result<void> migrate(const Config& config, LinesOutput& output) {
    TRY_VOID(check_there_is_a_store(config));
    TRY(store, open_for_writing(config));
    base::JsonWriter json;
    json.begin_object().field("format", store->format()).end_object();
    output.line(json.take());
    return {};
}

Result<void> repair_store(const Config& config) {
    TRY_VOID(check_there_is_a_store(config));
    TRY(store, open_for_writing(config));
    TRY(repaired, storage::repair(*store));
    std::cerr << "repaired put=" << repaired.put << " removed=" << repaired.removed << '\n';
    // What is left of the damage verify tells.
    if (!repaired.health) std::cerr << told_error(repaired.health.error());
    return {};
}

// A running daemon may take away files, by a compaction, that this process has not opened yet. Then the store
// is looked at anew, as long as nothing was told.
Result<storage::Verified> verify_again(const Config& config, LinesOutput& output) {
    storage::VerifyOptions options;
    options.threads = std::max(1u, std::thread::hardware_concurrency());
    options.check_revision = what_is_wrong_with;
    for (int attempt = 1;; ++attempt) {
        TRY(store, open_for_reading(config));
        bool told = false;
        auto verified = storage::verify(*store, options, [&](const storage::Violation& violation) {
            told = output.line(violation_line(violation));
        });
        if (verified || told || verified.error().code != base::ErrorCode::io ||
            attempt == verify_attempts_max)
            return verified;
    }
}

// Each violation is a line as it is found; how many there were stands on standard error.
Result<std::uint64_t> verify(const Config& config, bool repair, LinesOutput& output) {
    if (repair) TRY_VOID(repair_store(config));
    TRY(verified, verify_again(config, output));
    std::uint64_t records = 0;
    for (const auto& family : verified.families) records += family.records;
    std::cerr << "verified records=" << records << " violations=" << verified.violations << '\n';
    return verified.violations;
}

Result<void> list_backups(const StoreCommand& command, LinesOutput& output) {
    const auto check = command.verify ? storage::BackupCheck::contents : storage::BackupCheck::files;
    TRY(found, storage::backups(absolute(command.folder), check));
    std::string damaged;
    for (const auto& backup : found) {
        output.line(backup_line(backup));
        if (backup.fault.empty()) continue;
        damaged += (damaged.empty() ? "backup " : "\nbackup ") + std::to_string(backup.id) +
                   " is damaged: " + backup.fault;
    }
    if (!damaged.empty()) return base::fail(base::ErrorCode::malformed, damaged);
    return {};
}

// The restored decisions come into the place where the configuration keeps them.
Result<void> place_decisions(const Config& config) {
    namespace fs = std::filesystem;
    const auto restored = config.store_path / storage::side_file;
    const auto place = config.decisions_file();
    std::error_code problem;
    if (place == restored || !fs::exists(restored, problem)) return {};
    if (fs::exists(place, problem)) fs::rename(place, place.string() + ".replaced", problem);
    if (!problem) fs::copy_file(restored, place, problem);
    if (!problem) fs::remove(restored, problem);
    if (problem) return base::fail(base::ErrorCode::io, place.string() + ": " + problem.message());
    return {};
}

Result<void> restore(const Config& config, const StoreCommand& command, LinesOutput& output) {
    TRY(client, Client::connect(config.control_socket()));
    if (client)
        return base::fail(base::ErrorCode::busy,
                          "an ogid runs on " + config.store_path.string() + "; stop it first");
    const auto if_there = command.force ? storage::IfThere::replace : storage::IfThere::refuse;
    const auto id = command.id > 0 ? std::optional{command.id} : std::nullopt;
    TRY(restored,
        storage::restore(absolute(command.folder), id, config.store_path, if_there, base::utc_now()));
    TRY_VOID(place_decisions(config));
    output.line(backup_line(restored));
    std::error_code unknown;
    if (const auto before = config.decisions_file().string() + ".replaced";
        std::filesystem::exists(before, unknown))
        std::cerr << "ogi: the decisions are those of the backup; what stood in their place is in " << before
                  << ", and ogi decisions replay takes from it what was decided since\n";
    return {};
}

Result<void> tell_stats(const Config& config, storage::StatsMode mode, LinesOutput& output) {
    TRY(store, open_for_reading(config));
    TRY(stats, storage::stats(*store, mode));
    for (const auto& line : stats_lines(stats)) output.line(line);
    return {};
}

// A command whose lines go to an output of its format.
template <class Task>
void on_parse(CLI::App* command, StoreCommand& options, const Task& task) {
    add_format(command, options.format);
    command->callback([&options, task] {
        options.run = [&options, task](const Config& config) {
            set_up_logging(config.log_level == "info" ? "warn" : config.log_level);
            LinesOutput output{options.format, std::cout};
            const auto done = task(config, output);
            output.finish();
            return written(done);
        };
    });
}

void add_backups(CLI::App& store, StoreCommand& options) {
    auto* backup = store.add_subcommand("backup", "Back the store up, also while the daemon runs");
    backup->add_option("FOLDER", options.folder, "Where the backups lie")->option_text(" ")->required();
    backup->add_option("--keep", options.keep, "Backups left there, the newest (default: all)")
        ->option_text("N")
        ->check(whole_number(1));
    on_parse(backup, options, [&options](const Config& config, LinesOutput& output) {
        const Backup order{.folder = absolute(options.folder),
                           .keep = options.keep,
                           .decisions = config.decisions_file().string()};
        return have_done(
            config, order, [&](storage::Store& opened) { return care_for(opened, order); }, output);
    });
    auto* list = store.add_subcommand("backups", "The backups in a folder");
    list->add_option("FOLDER", options.folder, "Where the backups lie")->option_text(" ")->required();
    list->add_flag("--verify", options.verify, "Read all their files and hold them against their checksums");
    on_parse(list, options,
             [&options](const Config&, LinesOutput& output) { return list_backups(options, output); });
    auto* back = store.add_subcommand("restore", "Put a backup into the store's place; no daemon may run");
    back->add_option("FOLDER", options.folder, "Where the backups lie")->option_text(" ")->required();
    back->add_option("--backup", options.id, "Which one (default: the newest)")
        ->option_text("N")
        ->check(whole_number(1));
    back->add_flag("--force", options.force, "Also where there is a store; it is lost");
    on_parse(back, options, [&options](const Config& config, LinesOutput& output) {
        return restore(config, options, output);
    });
}

void add_verify(CLI::App& store, StoreCommand& options) {
    auto* command =
        store.add_subcommand("verify", "Hold all that is stored against all that is promised of it");
    command->add_flag("--repair", options.repair,
                      "First make anew what follows from the rest; no daemon may run");
    add_format(command, options.format);
    command->callback([&options] {
        options.run = [&options](const Config& config) {
            set_up_logging("warn");
            LinesOutput output{options.format, std::cout};
            const auto violations = verify(config, options.repair, output);
            output.finish();
            if (!violations) return give_up(violations.error());
            return written({}, *violations == 0 ? 0 : exit_damaged);
        };
    });
}

}  // namespace

void add_store(CLI::App& app, StoreCommand& options) {
    auto* store = app.add_subcommand("store", "Take care of the store");
    store->require_subcommand(1);
    add_verify(*store, options);
    add_backups(*store, options);
    on_parse(store->add_subcommand("compact", "Give back the room of what was dropped or replaced"), options,
             [](const Config& config, LinesOutput& output) {
                 const auto here = [](storage::Store& opened) { return care_for(opened, Compact{}); };
                 return have_done(config, Compact{}, here, output);
             });
    auto* prune = store->add_subcommand("prune", "Drop what [store] keep_captures_… does not keep");
    prune->add_flag("--dry-run", options.dry_run, "Only tell what would be dropped");
    on_parse(prune, options, [&options](const Config& config, LinesOutput& output) {
        const Prune order{.only_tell = options.dry_run};
        const auto here = [&](storage::Store& opened) {
            return care_for(opened, order, config.retention, base::utc_now());
        };
        return have_done(config, order, here, output);
    });
    auto* stats = store->add_subcommand("stats", "What takes how much room");
    stats->add_flag("--exact", options.exact, "Count instead of estimating; reads all that is stored");
    on_parse(stats, options, [&options](const Config& config, LinesOutput& output) {
        return tell_stats(config, options.exact ? storage::StatsMode::count : storage::StatsMode::estimate,
                          output);
    });
    on_parse(
        store->add_subcommand("migrate", "Bring the store up to this format; ogid does so when it starts"),
        options, migrate);
}

}  // namespace ogi::daemon
