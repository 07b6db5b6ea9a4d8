#pragma once

#include "extract/paged/columns.h"
#include "extract/paged/lattice.h"

#include <span>
#include <vector>

namespace ogi::extract::paged {

// Which lines of a table without lines between its columns make one row: for each line the number of its row,
// rising. Lines between two of `rules` are one row where every row has its rule; else a line without figures
// belongs to the row whose label it begins or goes on with, and to none other where that is not certain.
std::vector<std::size_t> find_rows(std::span<const ChunkLine> lines, const Columns& columns,
                                   std::span<const DrawnLine> rules);

// Whether `next` holds only what its columns had no more room for in `line`.
bool wraps(const ChunkLine& line, const ChunkLine& next, const Columns& columns);

// "（四）", "三、", "2.", "2、": a label's beginning, never the rest of one.
bool begins_numbered(std::string_view text);

}  // namespace ogi::extract::paged
