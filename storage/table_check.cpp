#include "storage/table_check.h"

#include "storage/database.h"

namespace ogi::storage {

TableCheck check_tables(const Store& store, std::uint64_t bytes_max) {
    auto& rocks = store.database().rocks();
    TableCheck check;
    rocks.GetAggregatedIntProperty(rocksdb::DB::Properties::kTotalSstFilesSize, &check.bytes);
    if (check.bytes > bytes_max) return check;
    check.looked = true;
    const auto status = rocks.VerifyChecksum();
    // A table that a daemon has dropped meanwhile is missed by nobody.
    if (status.IsCorruption()) check.damage = status.ToString();
    return check;
}

}  // namespace ogi::storage
