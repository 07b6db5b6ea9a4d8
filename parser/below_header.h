#pragma once

#include "parser/row_values.h"
#include "parser/slots.h"

#include <optional>
#include <span>
#include <vector>

// The slots of a grid's row that stand below the words of its header; nullopt where that is not certain.
namespace ogi::parser {

// The slots below the header's words, in a grid whose header has more columns than the form. What stands left
// of them can only be words, else a wrong span moved the row; where a cell of the other columns is missing,
// it might as well be one of ours, and the totals decide; as they do where something without a head stands
// right of them, a column for checking.
std::optional<std::vector<Slot>> fit_header(std::span<const Slot> slots, const RowShape& shape);

// The slots below the header's words, where some are merged: the first and the last stand where they should,
// so nothing has moved, and what is missing between them is covered by the slot left of it, or from above.
std::optional<std::vector<Slot>> fit_merged(std::span<const Slot> slots, const RowShape& shape);

// Does the row lack the blank cell that ends every row, and its last value? Then it may have lost another
// cell, and what stands right of that has moved.
bool ends_early(std::span<const Slot> line, std::span<const Slot> row, const RowShape& shape);

}  // namespace ogi::parser
