#pragma once

#include "extract/paged/columns.h"
#include "extract/paged/table.h"

#include <cstddef>

namespace ogi::extract::paged {

// Where no line says how far a head reaches: a row of heads above `end` whose texts stand in the middle of
// columns that follow each other up to the last one takes those columns. Other rows stay as they are.
void spread_heads(Table& table, const Columns& columns, std::size_t end);

}  // namespace ogi::extract::paged
