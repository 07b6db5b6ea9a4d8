#pragma once

#include "extract/visible_tree.h"

#include <cstdint>
#include <vector>

namespace ogi::extract {

// Which elements of the page are tables that hold data, in document order of their node indices (one flag a
// node).
//
// The others only lay out the page: they contain tables, headings, menus or long text, have a single cell, or
// say role="presentation". Their cells are read as if they were <div>s.
std::vector<bool> find_data_tables(const VisibleTree& tree);

}  // namespace ogi::extract
