#include "base/digest.h"
#include "storage/backup_engine.h"
#include "storage/database.h"
#include "storage/epochs.h"

#include <rocksdb/env.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <ranges>

namespace ogi::storage {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

// In the store's folder: the restored store while it is made, once it is whole, and once the old one is gone.
constexpr std::string_view unfinished_name = "restoring";
constexpr std::string_view whole_name = "restored";
constexpr std::string_view moving_name = "restored.moving";

constexpr std::size_t part_name_bytes = 4;

base::Error failed(std::string_view what, const fs::path& where, const std::error_code& problem) {
    return fail(ErrorCode::io, std::string{what} + " " + where.string() + ": " + problem.message());
}

Result<void> take_away(const fs::path& path) {
    std::error_code problem;
    fs::remove_all(path, problem);
    if (problem) return failed("cannot remove", path, problem);
    return {};
}

Result<void> move(const fs::path& from, const fs::path& to) {
    std::error_code problem;
    fs::rename(from, to, problem);
    if (problem) return failed("cannot rename", from, problem);
    return {};
}

// Holds RocksDB's lock of a store, so that nobody opens it for writing.
class StoreLock {
  public:
    static Result<std::unique_ptr<StoreLock>> take(const fs::path& store) {
        auto lock = std::make_unique<StoreLock>();
        const auto status = rocksdb::Env::Default()->LockFile((store / "LOCK").string(), &lock->file_);
        if (!status.ok())
            return fail(ErrorCode::busy,
                        "the store at " + store.string() +
                            " is in use by another process; stop it first (a running ogid?)");
        return lock;
    }
    ~StoreLock() {
        if (file_ != nullptr) rocksdb::Env::Default()->UnlockFile(file_).PermitUncheckedError();
    }

  private:
    rocksdb::FileLock* file_ = nullptr;
};

bool is_rocksdbs(const fs::path& file) {
    const auto name = file.filename().string();
    const auto extension = file.extension().string();
    for (const auto* start : {"CURRENT", "MANIFEST-", "OPTIONS-", "IDENTITY", "LOG"})
        if (name.starts_with(start)) return true;
    return extension == ".sst" || extension == ".blob" || extension == ".log" || extension == ".dbtmp";
}

Result<std::vector<fs::path>> files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code problem;
    for (fs::directory_iterator entry{folder, problem}, end; !problem && entry != end;
         entry.increment(problem))
        if (entry->is_regular_file()) files.push_back(entry->path());
    if (problem) return failed("cannot read", folder, problem);
    return files;
}

// The epoch of the store that is there, as far as it can be told.
std::uint64_t epoch_at(const fs::path& store) {
    const auto opened = Store::open(store, OpenMode::read_only);
    return opened ? (*opened)->epoch() : 1;
}

// In a folder of backups: the newest epoch that a restore from it began. What was restored before is then
// below also where nothing else is left of it.
constexpr std::string_view restored_epoch_name = "restored_epoch";

std::uint64_t restored_epoch(const fs::path& backups) {
    std::ifstream file{backups / restored_epoch_name};
    std::uint64_t epoch = 0;
    return file >> epoch ? epoch : 0;
}

// Backups may lie where nobody may write: the clock alone is above what was, then.
void keep_restored_epoch(const fs::path& backups, std::uint64_t epoch) {
    const auto whole = backups / restored_epoch_name;
    const auto part = fs::path{whole.string() + "." + base::random_hex(part_name_bytes)};
    std::error_code ignored;
    if (std::ofstream file{part}; file << epoch << '\n' << std::flush) fs::rename(part, whole, ignored);
    fs::remove(part, ignored);
}

// A restored store of its own in `place`, with an epoch above `above`.
Result<Backup> make_restored(const fs::path& backups, std::optional<std::uint32_t> id, const fs::path& place,
                             std::uint64_t above) {
    TRY(engine, open_backups(backups));
    std::vector<rocksdb::BackupInfo> infos;
    engine->GetBackupInfo(&infos);
    const auto newest = std::ranges::max_element(infos, {}, &rocksdb::BackupInfo::backup_id);
    const auto wanted = id ? std::ranges::find(infos, *id, &rocksdb::BackupInfo::backup_id) : newest;
    if (wanted == infos.end())
        return fail(ErrorCode::not_found, "there is no such backup in " + backups.string());
    rocksdb::Status status = engine->VerifyBackup(wanted->backup_id, true);
    if (!status.ok()) return backup_error(backups, status);
    TRY_VOID(take_away(place));
    status = engine->RestoreDBFromBackup(wanted->backup_id, place.string(), place.string());
    if (!status.ok()) return backup_error(backups, status);
    auto backup = read_backup(*wanted);
    TRY(store, Store::open(place, OpenMode::read_write));
    auto& database = store->database();
    rocksdb::WriteBatch batch;
    backup.epoch = draw_next_epoch(std::max({above, store->epoch(), restored_epoch(backups)}));
    keep_restored_epoch(backups, backup.epoch);
    batch.Put(database.handle(Family::meta), std::string{meta_epoch}, std::to_string(backup.epoch));
    TRY(last, database.last_sequence());
    auto epochs = store->epochs();
    epochs.push_back({backup.epoch, last + 1});
    batch.Put(database.handle(Family::meta), std::string{meta_epochs}, to_text(epochs));
    // What they had come to since the backup is not known: none may take an old cursor for its own.
    batch.DeleteRange(database.handle(Family::consumers), std::string{}, std::string(1, '\xff'));
    TRY_VOID(database.write(batch, Durability::synced));
    const auto side = side_folder(backups, wanted->backup_id);
    std::error_code problem;
    if (!side.empty() && fs::exists(side / side_file, problem)) {
        fs::copy_file(side / side_file, place / side_file, problem);
        if (problem) return failed("cannot copy", side / side_file, problem);
    }
    return backup;
}

}  // namespace

bool restore_is_unfinished(const fs::path& store) {
    std::error_code problem;
    return fs::exists(store / whole_name, problem) || fs::exists(store / moving_name, problem);
}

// The old store goes from CURRENT on, and that of the restored one comes last: in between nothing takes the
// folder for a store.
Result<void> finish_restore(const fs::path& store) {
    if (!restore_is_unfinished(store)) return {};
    TRY(lock, StoreLock::take(store));
    const auto whole = store / whole_name;
    const auto moving = store / moving_name;
    const auto current_first = [](std::vector<fs::path>& files) {
        std::ranges::stable_partition(files,
                                      [](const fs::path& file) { return file.filename() == "CURRENT"; });
    };
    std::error_code problem;
    if (fs::exists(whole, problem)) {
        TRY(old_files, files_in(store));
        current_first(old_files);
        for (const auto& file : old_files)
            if (is_rocksdbs(file)) TRY_VOID(take_away(file));
        TRY_VOID(move(whole, moving));
    }
    TRY(files, files_in(moving));
    current_first(files);
    for (const auto& file : std::views::reverse(files)) {
        const auto place = store / file.filename();
        if (file.filename() == "LOCK") continue;
        // What people decided since the backup is not thrown away.
        if (!is_rocksdbs(file) && fs::exists(place, problem))
            TRY_VOID(move(place, fs::path{place.string() + ".replaced"}));
        TRY_VOID(move(file, place));
    }
    return take_away(moving);
}

Result<Backup> restore(const fs::path& backups, std::optional<std::uint32_t> id, const fs::path& store,
                       IfThere if_there, base::UtcTime now) {
    std::error_code problem;
    fs::create_directories(store, problem);
    if (problem) return failed("cannot make", store, problem);
    TRY_VOID(finish_restore(store));
    if (if_there == IfThere::refuse && fs::exists(store / "CURRENT", problem))
        return fail(ErrorCode::usage,
                    "there is a store at " + store.string() + "; it may be replaced with --force");
    // Above every epoch before, also where the store that was is lost.
    const auto seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    const auto above =
        std::max(epoch_at(store), static_cast<std::uint64_t>(std::max<std::int64_t>(seconds, 1)) - 1);
    Backup restored;
    {
        TRY(lock, StoreLock::take(store));
        TRY(made, make_restored(backups, id, store / unfinished_name, above));
        restored = std::move(made);
        TRY_VOID(move(store / unfinished_name, store / whole_name));
    }
    TRY_VOID(finish_restore(store));
    return restored;
}

}  // namespace ogi::storage
