#pragma once

#include "storage/disk_space.h"
#include "storage/store.h"

#include <rocksdb/cache.h>
#include <rocksdb/options.h>

#include <array>
#include <cstddef>
#include <memory>
#include <string_view>

namespace ogi::storage {

// What RocksDB calls column families; docs/formats.md says what each holds.
enum class Family {
    meta,
    pages,
    schedule,
    hosts,
    robots,
    prefixes,
    bodies,
    body_bases,
    captures,
    report_states,
    revisions,
    copies,
    suspects,
    agencies,
    changes,
};

// In the order of the enum.
inline constexpr std::array<std::string_view, 15> family_names = {
    "meta",     "pages",         "schedule",  "hosts",  "robots",   "prefixes", "bodies",  "body_bases",
    "captures", "report_states", "revisions", "copies", "suspects", "agencies", "changes",
};

// Memory and files the database may take, whatever its size.
inline constexpr std::size_t block_cache_bytes = std::size_t{32} << 20;
inline constexpr std::size_t write_buffers_bytes = std::size_t{24} << 20;  // Of all families together.
inline constexpr std::size_t info_log_bytes_max = std::size_t{1} << 20;    // RocksDB's own LOG, each file.
inline constexpr std::size_t info_log_files_max = 3;

rocksdb::DBOptions database_options(OpenMode mode);

// The families share one block cache.
rocksdb::ColumnFamilyOptions family_options(Family family, const std::shared_ptr<rocksdb::Cache>& cache);

}  // namespace ogi::storage
