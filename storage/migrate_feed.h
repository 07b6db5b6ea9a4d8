#pragma once

#include "storage/database.h"

namespace ogi::storage {

// What follows from each record of a family, one after the other.
class StepWalk {
  public:
    virtual ~StepWalk() = default;
    virtual base::Result<void> take(std::string_view key, std::string_view value,
                                    rocksdb::WriteBatch& batch) = 0;
    // What was put into the batch is in the store.
    virtual void written() {}
};

// Puts cursors into the lines of the log and fills `chain` and `newest` from it, from behind the key `after`
// on (empty: all, and what they hold is thrown away).
base::Result<std::unique_ptr<StepWalk>> link_log(const Database& database, std::string_view after,
                                                 rocksdb::WriteBatch& batch);

// The line with its cursor, as today's are written; as it is where it has one, or is no line of ours.
std::string with_cursor(std::string_view line, const model::Cursor& cursor);

}  // namespace ogi::storage
