#pragma once

#include "model/document.h"

#include <cstddef>
#include <vector>

namespace ogi::extract {

// A Grid of cells that know their places already. Where two overlap, the later one has the slot. Columns at
// the right in which no cell begins and which fewer than half of the rows reach are left out (a span beyond
// the table's width makes them), and spans are clipped to what is left.
model::Grid grid_of(std::vector<model::GridCell> cells, std::size_t rows);

}  // namespace ogi::extract
