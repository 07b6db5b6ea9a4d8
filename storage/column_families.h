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

// Changes when a key or value on disk changes its shape (docs/formats.md); storage/migrate.cpp then has how a
// store of the format before becomes one of it.
inline constexpr int store_format = 7;
// Stores of formats before are refused.
inline constexpr int oldest_format = 4;

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
    bases,
    timeline,
    chain,
    newest,
    consumers,
};

struct FamilyFacts {
    std::string_view name;
    int since = oldest_format;  // The first format that has it.
};

// In the order of the enum.
inline constexpr auto families = std::to_array<FamilyFacts>({
    {"meta"},      {"pages"},       {"schedule"},   {"hosts"},     {"robots"},
    {"prefixes"},  {"bodies"},      {"body_bases"}, {"captures"},  {"report_states"},
    {"revisions"}, {"copies"},      {"suspects"},   {"agencies"},  {"changes"},
    {"bases", 5},  {"timeline", 5}, {"chain", 7},   {"newest", 7}, {"consumers", 7},
});

constexpr std::string_view name_of(Family family) {
    return families[static_cast<std::size_t>(family)].name;
}

// Memory and files the database may take, whatever its size.
inline constexpr std::size_t block_cache_bytes = std::size_t{32} << 20;
inline constexpr std::size_t write_buffers_bytes = std::size_t{24} << 20;  // Of all families together.
inline constexpr std::size_t info_log_bytes_max = std::size_t{1} << 20;    // RocksDB's own LOG, each file.
inline constexpr std::size_t info_log_files_max = 3;

rocksdb::DBOptions database_options(OpenMode mode);

// The families share one block cache.
rocksdb::ColumnFamilyOptions family_options(Family family, const std::shared_ptr<rocksdb::Cache>& cache);

}  // namespace ogi::storage
