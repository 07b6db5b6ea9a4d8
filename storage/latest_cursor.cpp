#include "storage/latest_cursor.h"

#include "storage/epochs.h"

namespace ogi::storage {

CheckedCursor check_latest(const std::vector<Epoch>& epochs, std::uint64_t last,
                           const model::GivenCursor& cursor) {
    auto checked = check(epochs, last, cursor);
    const bool other_epoch = cursor.epoch && *cursor.epoch != epochs.back().number;
    if (!checked.fault && other_epoch && cursor.sequence != 0) checked.fault = CursorFault::other_entry;
    return checked;
}

CheckedCursor check_latest_cursor(const Store& store, const model::GivenCursor& cursor) {
    return check_latest(store.epochs(), store.database().durable_sequence(), cursor);
}

std::string_view words_for_latest(CursorFault fault) {
    if (fault != CursorFault::other_entry) return words_for(fault);
    return "with style latest a cursor is good only in the epoch in which it was read, and the store was "
           "restored from a backup since: entries that were left out in front of it may be the newest again";
}

}  // namespace ogi::storage
