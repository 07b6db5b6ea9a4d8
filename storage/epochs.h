#pragma once

#include "storage/database.h"

namespace ogi::storage {

// The epoch that a new store begins in, drawn at random, so that what one store gave is no cursor of another.
// Older stores began in 1.
inline constexpr std::uint64_t first_epoch_min = 2;
inline constexpr std::uint64_t first_epoch_max = std::uint64_t{1} << 30;
std::uint64_t draw_first_epoch();

// The epoch of a restored store: above `above`, and drawn, so that two that are restored from one backup at
// the same moment are told from one another. At most epoch_draw_max above.
inline constexpr std::uint64_t epoch_draw_max = std::uint64_t{1} << 16;
std::uint64_t draw_next_epoch(std::uint64_t above);

// The epochs as they stand in `meta`, oldest first; where they do not, the store's one from the first entry
// on. Fails with `malformed`.
base::Result<std::vector<Epoch>> read_epochs(const Database& database, std::uint64_t epoch);
// "EPOCH FIRST", a line each.
std::string to_text(const std::vector<Epoch>& epochs);

model::Cursor cursor_of(const std::vector<Epoch>& epochs, std::uint64_t sequence);
// `last` is the newest entry.
CheckedCursor check(const std::vector<Epoch>& epochs, std::uint64_t last, const model::GivenCursor& cursor);

}  // namespace ogi::storage
