#pragma once

#include "storage/backup.h"

#include <rocksdb/utilities/backup_engine.h>

#include <memory>

// What backup.cpp and restore.cpp share.
namespace ogi::storage {

// In a folder of backups: a folder for the side files of each, named in its metadata.
inline constexpr std::string_view side_folders = "side";

rocksdb::BackupEngineOptions backup_options(const std::filesystem::path& folder);
base::Error backup_error(const std::filesystem::path& folder, const rocksdb::Status& status);
// Fails with `not_found` where there are none.
base::Result<std::unique_ptr<rocksdb::BackupEngineReadOnly>> open_backups(
    const std::filesystem::path& folder);
Backup read_backup(const rocksdb::BackupInfo& info);
// Empty where the backup names none.
std::filesystem::path side_folder(const std::filesystem::path& folder, std::uint32_t id);

}  // namespace ogi::storage
