#pragma once

#include "storage/store.h"

#include <cstdint>
#include <limits>
#include <string>

namespace ogi::storage {

// Whether each block of the store's tables holds its checksum. Values in blob files are not looked at
// (blob_files.h).
struct TableCheck {
    bool looked = false;      // False where the tables are larger than was allowed.
    std::uint64_t bytes = 0;  // Of all tables.
    std::string damage{};     // What is wrong with the first block that does not; empty: nothing.
};

// Reads all tables where they have up to `bytes_max`.
TableCheck check_tables(const Store& store,
                        std::uint64_t bytes_max = std::numeric_limits<std::uint64_t>::max());

}  // namespace ogi::storage
