#pragma once

#include "base/result.h"
#include "storage/store.h"

#include <cstdint>

namespace ogi::storage {

struct Repaired {
    std::uint64_t put = 0;      // Keys that were missing or said something else.
    std::uint64_t removed = 0;  // Keys that stood for nothing.
    // Fails with `malformed` where blocks of the disk could not be read. All else was made anew, but for
    // counts and indexes that lean on what cannot be read.
    base::Result<void> health{};
};

// Makes anew what follows from pages, bodies and the change log: the schedule, the counts of hosts and
// directories, the indexes (those whose remedy in violation.cpp is repair). Nothing else is touched; records
// that cannot be read stay as they are. Nothing else may write meanwhile. Memory holds an entry a host and a
// directory. Safe to break off and to do again.
base::Result<Repaired> repair(Store& store);

}  // namespace ogi::storage
