#pragma once

#include "model/document.h"
#include "model/report.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace ogi::parser {

// A grid of a statistics table. One that a page break split has several; only the first has the header.
struct StatGrid {
    std::size_t grid = 0;       // Index into Document::grids.
    std::size_t first_row = 0;  // Of its figures.
};

// A statistics table of the free-form years with the blocks it takes up.
struct FoundStatTable {
    model::StatTable table;
    std::size_t first_block = 0;  // Indices into Document::blocks, both included.
    std::size_t last_block = 0;
    std::vector<StatGrid> grids = {};  // None: flattened text, in which every row is label, unit, figures.
};

inline constexpr std::size_t stat_rows_min = 2;
inline constexpr std::size_t stat_columns_max = 12;

// Tables whose header names an indicator column ("指标名称", "计量单位"), in grids and in flattened text,
// whole and as they stand: labels and units are cells of kind text. `taken`: one a grid, true where a table
// of the form was found.
std::vector<FoundStatTable> find_stat_tables(const model::Document& document, const std::vector<bool>& taken);

// Of a column's header or of a unit.
bool is_indicator_header(std::string_view text_utf8);
bool is_unit_header(std::string_view text_utf8);
bool is_unit_word(std::string_view text_utf8);

// The cells of a grid's row from left to right, each once.
std::vector<const model::GridCell*> cells_of_row(const model::Grid& grid, std::size_t row);

}  // namespace ogi::parser
