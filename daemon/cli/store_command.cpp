#include "daemon/cli/store_command.h"

#include "base/json_writer.h"
#include "daemon/answers/store_lines.h"
#include "daemon/cli/client.h"
#include "daemon/cli/ending.h"
#include "daemon/cli/lines_output.h"
#include "daemon/cli/option_checks.h"
#include "daemon/control/order.h"
#include "daemon/control/place.h"
#include "daemon/control/store_care.h"
#include "daemon/decisions/known_decisions.h"
#include "daemon/exit_code.h"
#include "daemon/open_store.h"
#include "daemon/store_owner.h"
#include "storage/backup.h"
#include "storage/repair.h"
#include "storage/verify.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>
#include <thread>

namespace ogi::daemon {

using base::Result;

namespace {

constexpr int verify_attempts_max = 5;

std::string absolute(const std::string& folder) {
    return std::filesystem::absolute(folder).lexically_normal().string();
}

// By the running daemon, or where none runs by this process.
template <class Here>
Result<void> have_done(const Config& config, const Order& order, const Here& here, LinesOutput& output) {
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

Result<void> migrate(const Config& config, const StoreCommand&, LinesOutput& output) {
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
    std::clog << "repaired put=" << repaired.put << " removed=" << repaired.removed << '\n';
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

// What people decided is a part of what the store promises, though the file may be elsewhere.
Result<std::uint64_t> tell_lacking_decisions(const Config& config, LinesOutput& output) {
    TRY(store, open_for_reading(config));
    TRY(known, known_decisions(*store, config.decisions_file()));
    if (known.lacking.empty()) return 0;
    output.line(violation_line({.fault = storage::Fault::lost_decisions,
                                .where = config.decisions_file().string(),
                                .what = told_lacking(known, config.decisions_file())}));
    return 1;
}

// Each violation is a line as it is found; how many there were stands on standard error.
Result<std::uint64_t> verify(const Config& config, bool repair, LinesOutput& output) {
    if (repair) TRY_VOID(repair_store(config));
    TRY(verified, verify_again(config, output));
    TRY(lacking, tell_lacking_decisions(config, output));
    std::uint64_t records = 0;
    for (const auto& family : verified.families) records += family.records;
    std::clog << "verified records=" << records << " violations=" << verified.violations + lacking << '\n';
    return verified.violations + lacking;
}

Result<void> list_backups(const Config&, const StoreCommand& command, LinesOutput& output) {
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
        std::clog << "ogi: the decisions are those of the backup; what stood in their place is in " << before
                  << ", and ogi decisions replay takes from it what was decided since\n";
    return {};
}

Result<void> tell_stats(const Config& config, const StoreCommand& command, LinesOutput& output) {
    const auto mode = command.exact ? storage::StatsMode::count : storage::StatsMode::estimate;
    TRY(store, open_for_reading(config));
    TRY(stats, storage::stats(*store, mode));
    for (const auto& line : stats_lines(stats)) output.line(line);
    return {};
}

using Options = std::shared_ptr<StoreCommand>;
using Task = Result<void> (*)(const Config&, const StoreCommand&, LinesOutput&);

// A command whose lines go to an output of its format.
void on_asked(CLI::App* command, CommandLine& line, const Options& options, Task task,
              const std::vector<std::string>& titles = {}) {
    add_format(command, options->format);
    on_given(command, line, [options, task, titles](const Config& config) {
        set_up_messages(config.log_level);
        LinesOutput output{options->format, std::cout, titles};
        const auto done = task(config, *options, output);
        output.finish();
        return end_with(done);
    });
}

Result<void> back_up(const Config& config, const StoreCommand& command, LinesOutput& output) {
    const auto folder = absolute(command.folder);
    const Backup order{.folder = folder,
                       .keep = command.keep,
                       .decisions = config.decisions_file().string(),
                       .mark = mark_of_place(folder)};
    const BackupOwner owner{folder, config.store_path};
    const auto here = [&](storage::Store& opened) {
        auto done = care_for(opened, order);
        owner.give();
        return done;
    };
    return have_done(config, order, here, output);
}

Result<void> compact(const Config& config, const StoreCommand&, LinesOutput& output) {
    const auto here = [](storage::Store& opened) { return care_for(opened, Compact{}); };
    return have_done(config, Compact{}, here, output);
}

Result<void> prune(const Config& config, const StoreCommand& command, LinesOutput& output) {
    const Prune order{.only_tell = command.dry_run};
    const auto here = [&](storage::Store& opened) {
        return care_for(opened, order, config.retention, base::utc_now());
    };
    return have_done(config, order, here, output);
}

void add_folder(CLI::App* command, const Options& options) {
    add_word(command, "FOLDER", options->folder, "Where the backups lie");
}

void add_backups(CLI::App& store, CommandLine& line, const Options& options) {
    auto* backup = add_command(store, "backup", "Back the store up, also while the daemon runs",
                               "Files that a backup in the folder has already are not copied again.\n"
                               "  ogi store backup --keep 7 /var/lib/ogid/backup");
    add_folder(backup, options);
    backup->add_option("--keep", options->keep, "Backups left there, the newest (default: all)")
        ->option_text("N")
        ->check(whole_number(1));
    on_asked(backup, line, options, back_up);
    auto* list = add_command(store, "backups", "The backups in a folder, and which of them lack files");
    add_folder(list, options);
    list->add_flag("--verify", options->verify, "Read all their files and hold them against their checksums");
    on_asked(list, line, options, list_backups,
             {"backup", "made_at", "bytes", "last_sequence", "epoch", "source", "fault"});
    auto* back = add_command(store, "restore", "Put a backup into the store's place; no daemon may run",
                             "A store that is there is replaced only with --force.\n"
                             "  ogi store restore /var/lib/ogid/backup");
    add_folder(back, options);
    back->add_option("--backup", options->id, "Which one (default: the newest)")
        ->option_text("N")
        ->check(whole_number(1));
    back->add_flag("--force", options->force, "Also where there is a store; it is lost");
    on_asked(back, line, options, restore);
}

void add_verify(CLI::App& store, CommandLine& line, const Options& options) {
    auto* command = add_command(store, "verify", "Hold all that is stored against all that is promised of it",
                                "A line for each thing that is wrong, with what to do. Works beside a "
                                "running daemon. The exit status "
                                "is 7 where something is wrong.");
    command->add_flag("--repair", options->repair,
                      "First make anew what follows from the rest; no daemon may run");
    add_format(command, options->format);
    on_given(command, line, [options](const Config& config) {
        set_up_messages("warn");
        LinesOutput output{options->format, std::cout, {"kind", "where", "what", "remedy"}};
        const auto violations = verify(config, options->repair, output);
        output.finish();
        if (!violations) return give_up(violations.error());
        return finish_output(*violations == 0 ? 0 : exit_damaged);
    });
}

}  // namespace

void add_store(CLI::App& app, CommandLine& line) {
    const auto options = std::make_shared<StoreCommand>();
    auto* store = add_command(app, "store", "Take care of the store");
    store->group(group_care)->require_subcommand(1);
    add_verify(*store, line, options);
    add_backups(*store, line, options);
    on_asked(add_command(*store, "compact", "Give back the room of what was dropped or replaced"), line,
             options, compact);
    auto* dropping = add_command(*store, "prune", "Drop what [store] keep_captures_… does not keep",
                                 "The captures that the configuration does not have kept, and their bodies.");
    dropping->add_flag("--dry-run", options->dry_run, "Only tell what would be dropped");
    on_asked(dropping, line, options, prune);
    auto* stats = add_command(*store, "stats", "What takes how much room");
    stats->add_flag("--exact", options->exact, "Count instead of estimating; reads all that is stored");
    on_asked(stats, line, options, tell_stats);
    on_asked(add_command(*store, "migrate", "Bring the store up to this format; ogid does so when it starts"),
             line, options, migrate);
}

}  // namespace ogi::daemon
