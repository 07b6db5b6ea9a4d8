#pragma once

#include "extract/office/word_tree.h"
#include "extract/read_document.h"

namespace ogi::extract {

// Whether a table holds data; else it only lays out text and its cells are read one after the other. The same
// measure as for pages (table_shape.h).
bool is_data_table(const WordTable& table);

struct WordGrid {
    model::Grid grid;
    bool cut = false;  // grid_slots_max was reached: the rows from there on are missing.
};

// Merged cells as Word shows them: of cells that are merged downwards the first has the text, and a cell that
// says it goes on where nothing above it does stands for itself.
WordGrid word_grid(const WordTable& table, const Limits& limits);

}  // namespace ogi::extract
