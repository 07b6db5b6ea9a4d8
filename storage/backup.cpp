#include "storage/backup.h"

#include "base/digest.h"
#include "base/json_writer.h"
#include "storage/backup_engine.h"
#include "storage/database.h"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <set>

namespace ogi::storage {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

constexpr std::size_t side_name_bytes = 8;

std::string metadata(const Backup& backup, const std::string& side) {
    base::JsonWriter json;
    json.begin_object().field("last_sequence", backup.last_sequence).field("epoch", backup.epoch);
    json.field("source", backup.source_uri).field("side", side).end_object();
    return json.take();
}

// Overwrites what is there.
Result<void> copy_side_file(const fs::path& file, const fs::path& to) {
    std::error_code problem, unknown;
    if (fs::is_directory(file, unknown))
        return fail(ErrorCode::io, file.string() + " is a folder, and should be the file of decisions");
    fs::create_directories(to, problem);
    if (!problem && fs::exists(file, unknown))
        fs::copy_file(file, to / side_file, fs::copy_options::overwrite_existing, problem);
    if (problem)
        return fail(ErrorCode::io,
                    "cannot copy " + file.string() + " to " + to.string() + ": " + problem.message());
    return {};
}

// Whether one folder is the other or lies in it.
bool lies_in(const fs::path& folder, const fs::path& other) {
    std::error_code unknown;
    const auto inner = fs::weakly_canonical(folder, unknown), outer = fs::weakly_canonical(other, unknown);
    return std::ranges::mismatch(outer, inner).in1 == outer.end();
}

// Those of backups that are gone.
void remove_side_files(const fs::path& folder) {
    const auto kept = backups(folder);
    if (!kept) return;
    std::set<std::string> named;
    for (const auto& info : *kept) named.insert(side_folder(folder, info.id).filename().string());
    std::error_code problem;
    for (fs::directory_iterator entry{folder / side_folders, problem}, end; !problem && entry != end;
         entry.increment(problem)) {
        std::error_code ignored;
        if (!named.contains(entry->path().filename().string())) fs::remove_all(entry->path(), ignored);
    }
}

}  // namespace

base::Error backup_error(const fs::path& folder, const rocksdb::Status& status) {
    const auto code = status.IsCorruption() ? ErrorCode::malformed
                      : status.IsNotFound() ? ErrorCode::not_found
                                            : ErrorCode::io;
    return fail(code, "backups in " + folder.string() + ": " + status.ToString());
}

rocksdb::BackupEngineOptions backup_options(const fs::path& folder) {
    rocksdb::BackupEngineOptions options{folder.string()};
    options.share_table_files = true;
    options.share_files_with_checksum = true;
    options.sync = true;
    return options;
}

Result<std::unique_ptr<rocksdb::BackupEngineReadOnly>> open_backups(const fs::path& folder) {
    std::error_code problem;
    if (!fs::exists(folder / "meta", problem))
        return fail(ErrorCode::not_found,
                    "there are no backups in " + folder.string() + "; ogi store backup makes one");
    rocksdb::BackupEngineReadOnly* engine = nullptr;
    const auto status =
        rocksdb::BackupEngineReadOnly::Open(rocksdb::Env::Default(), backup_options(folder), &engine);
    if (!status.ok()) return backup_error(folder, status);
    return std::unique_ptr<rocksdb::BackupEngineReadOnly>{engine};
}

Backup read_backup(const rocksdb::BackupInfo& info) {
    Backup backup{.id = info.backup_id,
                  .made_at = base::UtcTime{std::chrono::seconds{info.timestamp}},
                  .bytes = info.size};
    boost::system::error_code problem;
    const auto members = boost::json::parse(info.app_metadata, problem);
    if (problem || !members.is_object()) return backup;
    const auto& object = members.get_object();
    const auto number = [&](std::string_view name, std::uint64_t otherwise) {
        const auto* member = object.if_contains(name);
        return member != nullptr && member->is_number() ? member->to_number<std::uint64_t>() : otherwise;
    };
    backup.last_sequence = number("last_sequence", 0);
    backup.epoch = number("epoch", 1);
    if (const auto* source = object.if_contains("source"); source != nullptr && source->is_string())
        backup.source_uri = source->get_string().c_str();
    return backup;
}

fs::path side_folder(const fs::path& folder, std::uint32_t id) {
    const auto engine = open_backups(folder);
    rocksdb::BackupInfo info;
    if (!engine || !(*engine)->GetBackupInfo(id, &info).ok()) return {};
    boost::system::error_code problem;
    const auto members = boost::json::parse(info.app_metadata, problem);
    if (problem || !members.is_object()) return {};
    const auto* side = members.get_object().if_contains("side");
    if (side == nullptr || !side->is_string()) return {};
    return folder / side_folders / side->get_string().c_str();
}

Result<Backup> back_up(Store& store, const fs::path& folder, std::uint32_t keep, fs::path side_path) {
    auto& database = store.database();
    if (lies_in(folder, database.folder())) {
        return fail(ErrorCode::usage, folder.string() +
                                          " lies in the store's own folder, with which it would be lost; "
                                          "give another one, best on another disk");
    }
    if (side_path.empty()) side_path = database.folder() / side_file;
    std::error_code problem;
    fs::create_directories(folder, problem);
    if (problem) return fail(ErrorCode::io, "cannot make " + folder.string() + ": " + problem.message());
    TRY_VOID(check_free_space(folder));
    rocksdb::BackupEngine* opened = nullptr;
    rocksdb::Status status =
        rocksdb::BackupEngine::Open(rocksdb::Env::Default(), backup_options(folder), &opened);
    if (!status.ok()) return backup_error(folder, status);
    const std::unique_ptr<rocksdb::BackupEngine> engine{opened};

    Backup next{.epoch = store.epoch(), .source_uri = store.source_uri()};
    TRY_VOID(database.sync());
    TRY(last, database.last_sequence());
    next.last_sequence = last;
    // Once before, so that a backup has them whatever happens, and once behind, so that they are not older
    // than what the store says of them.
    const auto side = base::random_hex(side_name_bytes);
    TRY_VOID(copy_side_file(side_path, folder / side_folders / side));
    rocksdb::CreateBackupOptions options;
    rocksdb::BackupID id = 0;
    status = engine->CreateNewBackupWithMetadata(options, &database.rocks(), metadata(next, side), &id);
    if (!status.ok()) return backup_error(folder, status);
    TRY_VOID(copy_side_file(side_path, folder / side_folders / side));
    rocksdb::BackupInfo info;
    status = engine->GetBackupInfo(id, &info);
    if (!status.ok()) return backup_error(folder, status);
    if (keep > 0) {
        // It leans on files of earlier ones, which may have rotted: nothing older goes before it is known to
        // be whole.
        status = engine->VerifyBackup(id, true);
        if (status.ok()) status = engine->PurgeOldBackups(keep);
        if (!status.ok()) return backup_error(folder, status);
    }
    remove_side_files(folder);
    return read_backup(info);
}

Result<std::vector<Backup>> backups(const fs::path& folder, BackupCheck check) {
    TRY(engine, open_backups(folder));
    std::vector<rocksdb::BackupInfo> infos;
    engine->GetBackupInfo(&infos);
    std::vector<rocksdb::BackupID> damaged;  // Those whose own record cannot be read.
    engine->GetCorruptedBackups(&damaged);
    std::vector<Backup> found;
    for (const auto& info : infos) {
        found.push_back(read_backup(info));
        const auto status = engine->VerifyBackup(info.backup_id, check == BackupCheck::contents);
        if (!status.ok()) found.back().fault = status.ToString();
    }
    for (const auto id : damaged) {
        if (std::ranges::find(found, id, &Backup::id) == found.end())
            found.push_back({.id = id, .fault = "its record cannot be read, or files of it are missing"});
    }
    std::ranges::sort(found, {}, &Backup::id);
    return found;
}

}  // namespace ogi::storage
