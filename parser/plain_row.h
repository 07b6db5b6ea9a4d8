#pragma once

#include "parser/row_values.h"
#include "parser/token_stream.h"

#include <optional>

namespace ogi::parser {

// What nearly every row is: in a grid, right behind its label as many cells as columns, each with digits and
// nothing else, and no other cell in its line. It leaves read_row() nothing to weigh, and reads as it would;
// nullopt for any other row.
std::optional<RowReading> read_plain_row(const TokenStream& stream, const RowShape& shape);

}  // namespace ogi::parser
