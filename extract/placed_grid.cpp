#include "extract/placed_grid.h"

#include <algorithm>

namespace ogi::extract {
namespace {

std::size_t true_width(const std::vector<model::GridCell>& cells, std::size_t rows) {
    std::size_t width = 0;
    std::vector<std::size_t> reach(rows, 0);
    for (const auto& cell : cells) {
        width = std::max<std::size_t>(width, cell.column + 1U);
        const auto end = std::min<std::size_t>(rows, cell.row + std::size_t{cell.row_span});
        for (std::size_t row = cell.row; row < end; ++row)
            reach[row] = std::max<std::size_t>(reach[row], cell.column + std::size_t{cell.column_span});
    }
    if (reach.empty()) return 0;
    const auto middle = reach.begin() + static_cast<std::ptrdiff_t>(reach.size() / 2);
    std::ranges::nth_element(reach, middle);
    return std::max(width, *middle);
}

}  // namespace

model::Grid grid_of(std::vector<model::GridCell> cells, std::size_t rows) {
    const auto columns = true_width(cells, rows);
    model::Grid grid;
    grid.rows = static_cast<std::uint16_t>(rows);
    grid.columns = static_cast<std::uint16_t>(columns);
    grid.slots.assign(rows * columns, model::Grid::no_cell);
    for (std::size_t index = 0; index < cells.size(); ++index) {
        auto& cell = cells[index];
        cell.row_span = static_cast<std::uint16_t>(std::min<std::size_t>(cell.row_span, rows - cell.row));
        cell.column_span =
            static_cast<std::uint16_t>(std::min<std::size_t>(cell.column_span, columns - cell.column));
        for (std::size_t row = cell.row; row < std::size_t{cell.row} + cell.row_span; ++row) {
            const auto first = grid.slots.begin() + static_cast<std::ptrdiff_t>(row * columns + cell.column);
            std::fill_n(first, cell.column_span, static_cast<std::int32_t>(index));
        }
    }
    grid.cells = std::move(cells);
    return grid;
}

}  // namespace ogi::extract
