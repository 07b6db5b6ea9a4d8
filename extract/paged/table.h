#pragma once

#include "extract/paged/lattice.h"
#include "extract/paged/text_lines.h"
#include "model/document.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ogi::extract::paged {

struct TableCell {
    std::size_t row = 0;
    std::size_t column = 0;
    std::size_t row_span = 1;
    std::size_t column_span = 1;
    std::string text{};
    std::uint8_t confidence = 100;
    Box box{};
    model::PageBox place{};  // The same on the page as a reader sees it, once that is known.
};

// A table on one page; joined with what goes on overleaf, on several.
struct Table {
    Box box{};                // On its first page.
    std::vector<float> xs{};  // Edges of the columns.
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::vector<TableCell> cells{};  // Row by row; each slot is covered once, or by none.
};

// The table of a lattice with these glyphs in its cells: those whose middle lies in it. Rows and columns that
// a stray line cut off, with nothing in them, are left out.
Table ruled_table(const Lattice& lattice, const Glyphs& glyphs);

// A glyph's cell is where its middle lies.
bool lies_in(const Glyph& glyph, const Box& box);

model::PageBox page_box(const Box& box, std::uint16_t page);

model::Grid to_grid(const Table& table);

}  // namespace ogi::extract::paged
