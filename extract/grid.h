#pragma once

#include "extract/offset_map.h"
#include "extract/read_document.h"
#include "extract/visible_tree.h"

#include <cstdint>

namespace ogi::extract {

struct GridReading {
    model::Grid grid;
    bool cut = false;  // grid_slots_max was reached: the rows from there on are missing.
};

// The table at node `table` with its spans resolved (WHATWG HTML §4.9.12.1 "forming a table"): tfoot last,
// spans clipped to the row group, the later cell wins where two overlap. Hidden rows and cells do not exist.
// Columns at the right in which no cell begins and which fewer than half of the rows reach (a colspan beyond
// the table's width makes them) are left out.
GridReading read_grid(const VisibleTree& tree, std::uint32_t table, const OffsetMap& offsets,
                      const Limits& limits);

}  // namespace ogi::extract
