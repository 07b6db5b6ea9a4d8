#include "storage/stats.h"

#include "storage/bodies.h"
#include "storage/database.h"
#include "storage/keys.h"

#include <algorithm>
#include <filesystem>

namespace ogi::storage {

using base::Result;

namespace {

std::uint64_t property(const Database& database, Family family, const std::string& name) {
    std::uint64_t value = 0;
    database.rocks().GetIntProperty(database.handle(family), name, &value);
    return value;
}

void count_body(std::string_view value, BodyStats& bodies) {
    ++bodies.bodies;
    bodies.stored_bytes += value.size();
    if (!base_of(value).empty()) ++bodies.based;
    if (const auto bytes = body_bytes_of(value)) {
        bodies.raw_bytes += *bytes;
    } else {
        ++bodies.unreadable;
    }
}

void count_capture(std::string_view key, BodyStats& bodies) {
    const auto capture = decode_capture_key(key);
    if (!capture) return;
    const auto at = capture->fetched_at;
    bodies.oldest_capture = std::min(bodies.oldest_capture.value_or(at), at);
    bodies.newest_capture = std::max(bodies.newest_capture.value_or(at), at);
}

Result<void> count(const Database& database, Family family, FamilyStats& counted, BodyStats& bodies) {
    counted.records = 0;
    Scan scan{database, family};
    for (scan.seek({}); scan.valid(); scan.next()) {
        ++counted.records;
        counted.bytes += scan.key().size() + scan.value().size();
        if (family == Family::bodies) count_body(scan.value(), bodies);
        if (family == Family::captures) count_capture(scan.key(), bodies);
    }
    return scan.outcome();
}

void count_files(const std::filesystem::path& folder, StoreStats& stats) {
    std::error_code problem;
    for (std::filesystem::directory_iterator entry{folder, problem}, end; !problem && entry != end;
         entry.increment(problem)) {
        std::error_code gone;
        const auto bytes = entry->file_size(gone);
        if (gone) continue;
        stats.disk_bytes += bytes;
        if (entry->path().extension() == ".log") stats.log_bytes += bytes;
    }
}

}  // namespace

std::uint64_t disk_bytes(const Database& database, Family family) {
    return property(database, family, rocksdb::DB::Properties::kLiveSstFilesSize) +
           property(database, family, rocksdb::DB::Properties::kTotalBlobFileSize);
}

std::uint64_t disk_bytes(const Database& database) {
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < families.size(); ++i) bytes += disk_bytes(database, static_cast<Family>(i));
    return bytes;
}

Result<StoreStats> stats(const Store& store, StatsMode mode) {
    const auto& database = store.database();
    StoreStats stats{.epoch = store.epoch()};
    TRY(last, store.last_sequence());
    stats.last_sequence = last;
    BodyStats bodies;
    for (std::size_t i = 0; i < families.size(); ++i) {
        const auto family = static_cast<Family>(i);
        FamilyStats one{.family = name_of(family)};
        one.disk_bytes = disk_bytes(database, family);
        one.waste_bytes = property(database, family, rocksdb::DB::Properties::kLiveBlobFileGarbageSize);
        one.records = property(database, family, rocksdb::DB::Properties::kEstimateNumKeys);
        if (mode == StatsMode::count) TRY_VOID(count(database, family, one, bodies));
        stats.families.push_back(one);
    }
    if (mode == StatsMode::count) stats.bodies = bodies;
    count_files(database.folder(), stats);
    return stats;
}

}  // namespace ogi::storage
