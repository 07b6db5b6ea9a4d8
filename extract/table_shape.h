#pragma once

#include "extract/visible_tree.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ogi::extract {

// The longest explanation seen inside a form's cell has some 250 characters; a page's text has more.
inline constexpr std::size_t data_cell_characters_max = 800;

// A form's cell may set each line of a label as a paragraph; the text of a page has more.
inline constexpr std::size_t data_cell_paragraphs_max = 8;

// Which elements of the page are tables that hold data, in document order of their node indices (one flag a
// node).
//
// The others only lay out the page: they contain tables, headings, menus or long text, have a single cell, or
// say role="presentation". Their cells are read as if they were <div>s.
std::vector<bool> find_data_tables(const VisibleTree& tree);

}  // namespace ogi::extract
