#include "storage/compact.h"

#include "storage/database.h"
#include "storage/stats.h"

namespace ogi::storage {

using base::Result;

Result<Compacted> compact(Store& store, const std::function<void(const CompactProgress&)>& watch) {
    auto& database = store.database();
    Compacted compacted{.bytes_before = disk_bytes(database)};
    for (std::size_t i = 0; i < families.size(); ++i) {
        const auto family = static_cast<Family>(i);
        if (watch) watch({name_of(family), static_cast<int>(i), static_cast<int>(families.size())});
        TRY_VOID(check_free_space(database.folder(), free_bytes_min + disk_bytes(database, family)));
        rocksdb::CompactRangeOptions options;
        options.exclusive_manual_compaction = false;
        options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForceOptimized;
        options.blob_garbage_collection_policy = rocksdb::BlobGarbageCollectionPolicy::kForce;
        options.blob_garbage_collection_age_cutoff = 1.0;
        options.canceled = &database.stop_compacting;
        const auto status = database.rocks().CompactRange(options, database.handle(family), nullptr, nullptr);
        if (database.stop_compacting)
            return base::fail(base::ErrorCode::busy, "stopped before all was compacted");
        if (!status.ok()) return database.error(status, "compacting");
    }
    compacted.bytes_after = disk_bytes(database);
    return compacted;
}

void stop_compacting(Store& store) {
    store.database().stop_compacting = true;
}

}  // namespace ogi::storage
