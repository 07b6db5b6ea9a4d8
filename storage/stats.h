#pragma once

#include "base/result.h"
#include "base/time.h"
#include "storage/column_families.h"
#include "storage/store.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ogi::storage {

enum class StatsMode {
    estimate,  // At once; records are counted about.
    count,     // Walks all that there is.
};

struct FamilyStats {
    std::string_view family;
    std::uint64_t records = 0;
    std::uint64_t bytes = 0;        // Of keys and values, before RocksDB packs them; only counted.
    std::uint64_t disk_bytes = 0;   // Tables and blob files.
    std::uint64_t waste_bytes = 0;  // Of them in blob files, what was dropped or replaced.
};

// Only counted.
struct BodyStats {
    std::uint64_t bodies = 0;
    std::uint64_t based = 0;      // Stored against another body.
    std::uint64_t raw_bytes = 0;  // As they were received.
    std::uint64_t stored_bytes = 0;
    std::uint64_t unreadable = 0;
    std::optional<base::UtcTime> oldest_capture{};
    std::optional<base::UtcTime> newest_capture{};
};

struct StoreStats {
    std::vector<FamilyStats> families{};
    std::optional<BodyStats> bodies{};
    std::uint64_t disk_bytes = 0;  // Of all files in the store's folder.
    std::uint64_t log_bytes = 0;   // RocksDB's write-ahead log among them.
    std::uint64_t last_sequence = 0;
    std::uint64_t epoch = 1;
};

base::Result<StoreStats> stats(const Store& store, StatsMode mode);

// What tables and blob files take, of all families or of one.
std::uint64_t disk_bytes(const Database& database);
std::uint64_t disk_bytes(const Database& database, Family family);

}  // namespace ogi::storage
