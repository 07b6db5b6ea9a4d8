#pragma once

#include "storage/store.h"

#include <string_view>
#include <vector>

// Cursors of readers who are given only the newest entry of each report.
namespace ogi::storage {

// Such a reader has not been given an entry that a later one had superseded. A restore may take the later one
// away and make that entry the newest again, in front of the reader's cursor. So its cursor names the epoch
// in which it read, and is good in that epoch alone; 0 always is, and a bare number is taken as of the
// present one.
CheckedCursor check_latest(const std::vector<Epoch>& epochs, std::uint64_t last,
                           const model::GivenCursor& cursor);
CheckedCursor check_latest_cursor(const Store& store, const model::GivenCursor& cursor);
std::string_view words_for_latest(CursorFault fault);  // For people.

}  // namespace ogi::storage
