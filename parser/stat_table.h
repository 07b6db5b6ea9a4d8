#pragma once

#include "model/document.h"
#include "model/report.h"

#include <cstddef>
#include <vector>

namespace ogi::parser {

// A statistics table of the free-form years with the blocks it takes up.
struct FoundStatTable {
    model::StatTable table;
    std::size_t first_block = 0;  // Indices into Document::blocks, both included.
    std::size_t last_block = 0;
};

inline constexpr std::size_t stat_rows_min = 2;
inline constexpr std::size_t stat_columns_max = 12;

// Tables whose header names an indicator column ("指标名称", "计量单位"), in grids and in flattened text,
// whole and as they stand: labels and units are cells of kind text. `taken`: one a grid, true where a table
// of the form was found.
std::vector<FoundStatTable> find_stat_tables(const model::Document& document, const std::vector<bool>& taken);

}  // namespace ogi::parser
