#pragma once

#include "base/result.h"
#include "extract/office/sheet_cells.h"
#include "extract/read_document.h"
#include "model/document.h"

#include <string>
#include <vector>

namespace ogi::extract {

// A stretch of a sheet from top to bottom: a line of text, or a table.
struct SheetPiece {
    std::string text;
    model::Grid grid;  // Without cells: the piece is a line.
    bool cut = false;  // grid_slots_max was reached: the rows from there on are missing.
};

// People write a whole report on a sheet: titles and paragraphs in rows of their own, tables below each
// other. A row with one text and no bordered cell beside it is a line; the rows between two such rows, or
// between two rows with nothing in them, are a table. Fails with `malformed` where merged ranges lie over one
// another.
base::Result<std::vector<SheetPiece>> lay_out(const SheetCells& sheet, const Limits& limits);

}  // namespace ogi::extract
