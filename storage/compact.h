#pragma once

#include "base/result.h"
#include "storage/store.h"

#include <cstdint>
#include <functional>
#include <string_view>

namespace ogi::storage {

struct CompactProgress {
    std::string_view family;
    int done = 0;  // Families before it.
    int of = 0;
};

struct Compacted {
    std::uint64_t bytes_before = 0;  // Of tables and blob files.
    std::uint64_t bytes_after = 0;
};

// Writes every table and blob file anew, without what was dropped or replaced. Beside a running crawl, from
// any thread; needs as much free space as the largest family takes. Fails with `io`, and with `busy` where it
// was told to stop.
base::Result<Compacted> compact(Store& store, const std::function<void(const CompactProgress&)>& watch = {});
// From another thread: what is being compacted stays as it is, for good.
void stop_compacting(Store& store);

}  // namespace ogi::storage
