#pragma once

#include "storage/store.h"

#include <string>
#include <vector>

namespace ogi::storage {

// A file of bodies or revisions that does not hold what was written to it.
struct FileFault {
    std::string file;    // "000013.blob"
    std::string family;  // Whose values lie in it.
    std::string what;    // In words.

    bool operator==(const FileFault&) const = default;
};

// The blob files that the store names and that are missing, too short, or cannot be opened. Looks at no more
// than their names and lengths, so it is cheap for a store of any size; what lies in them only verify reads.
// Beside a daemon that drops files meanwhile none of those is told.
std::vector<FileFault> damaged_blob_files(const Store& store);

}  // namespace ogi::storage
