#pragma once

#include "base/result.h"
#include "storage/retention.h"
#include "storage/store.h"

#include <cstdint>
#include <string>

namespace ogi::storage {

enum class PruneMode { drop, only_tell };

struct Pruned {
    std::uint64_t captures = 0;    // Dropped.
    std::uint64_t bodies = 0;      // Dropped with them.
    std::uint64_t body_bytes = 0;  // As they were stored; compact gives the room back.
    std::uint64_t captures_seen = 0;
    std::uint64_t kept_needed = 0;  // Captures that age and count would drop, and a revision or page needs.
};

// Drops captures by age and count, and the bodies that nothing refers to any more with the last of their
// captures, in one write. Kept always: what a revision stands on, a page's current body and one in doubt, and
// bases. Beside a running crawl, from one thread at a time. Killed in the midst of it, it has done a part;
// the next one does the rest. Memory holds a bounded number of captures. Fails with `malformed`, and drops
// nothing more, where a record cannot be read: it might refer to what would be dropped.
base::Result<Pruned> prune(Store& store, const Retention& retention, base::UtcTime now, PruneMode mode);

}  // namespace ogi::storage
