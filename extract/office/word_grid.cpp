#include "extract/office/word_grid.h"

#include "base/utf8.h"
#include "extract/placed_grid.h"
#include "extract/table_shape.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace ogi::extract {
namespace {

constexpr std::size_t side_max = std::numeric_limits<std::uint16_t>::max();  // What a Grid can number.
constexpr long span_max = 1'000;                                             // As for pages.

std::size_t count_cells(const WordTable& table) {
    std::size_t cells = 0;
    for (const auto& row : table.rows) cells += row.cells.size();
    return cells;
}

void add_line(std::string& text, std::string_view line) {
    if (line.empty()) return;
    if (!text.empty()) text += '\n';
    text += line;
}

// A table in a cell is a frame around a line of it.
std::string text_of_items(const std::vector<WordItem>& items) {
    std::string text;
    for (const auto& item : items) {
        if (!item.table) {
            add_line(text, item.paragraph.text);
            continue;
        }
        for (const auto& row : item.table->rows) {
            for (const auto& cell : row.cells) add_line(text, text_of_items(cell.items));
        }
    }
    return text;
}

bool holds_layout(const WordCell& cell) {
    std::size_t characters = 0;
    std::size_t paragraphs = 0;
    for (const auto& item : cell.items) {
        if (item.table && count_cells(*item.table) > 1) return true;
        characters += base::count_characters(item.paragraph.text);
        ++paragraphs;
    }
    return characters > data_cell_characters_max || paragraphs > data_cell_paragraphs_max;
}

class GridWriter {
  public:
    explicit GridWriter(const Limits& limits) : slots_max_{limits.grid_slots_max} {}

    WordGrid write(const WordTable& table) {
        std::size_t rows = 0;
        for (const auto& row : table.rows) {
            if (!add_row(row, rows)) {
                std::erase_if(cells_, [&](const auto& cell) { return cell.row >= rows; });
                return {.grid = grid_of(std::move(cells_), rows), .cut = true};
            }
            ++rows;
        }
        return {.grid = grid_of(std::move(cells_), rows), .cut = false};
    }

  private:
    // False where the row does not fit.
    bool add_row(const WordRow& row, std::size_t y) {
        if (y == side_max) return false;
        above_ = std::move(current_);
        current_.assign(static_cast<std::size_t>(std::clamp(row.columns_before, 0L, span_max)),
                        model::Grid::no_cell);
        for (const auto& cell : row.cells) {
            const auto width = static_cast<std::size_t>(std::clamp(cell.columns, 1L, span_max));
            columns_ = std::max(columns_, current_.size() + width);
            if (columns_ > side_max || columns_ * (y + 1) > slots_max_) return false;
            place(cell, width, row.header, y);
        }
        return true;
    }

    void place(const WordCell& cell, std::size_t width, bool header, std::size_t y) {
        const auto x = current_.size();
        auto index = cell.across == WordMerge::goes_on && x > 0 ? current_[x - 1] : model::Grid::no_cell;
        if (index != model::Grid::no_cell) {
            auto& left = cells_[static_cast<std::size_t>(index)];
            left.column_span =
                std::max(left.column_span, static_cast<std::uint16_t>(x + width - left.column));
        } else if (index = cell.down == WordMerge::goes_on ? covering(x, width) : model::Grid::no_cell;
                   index != model::Grid::no_cell) {
            auto& up = cells_[static_cast<std::size_t>(index)];
            up.row_span = static_cast<std::uint16_t>(y - up.row + 1);
        } else {
            index = static_cast<std::int32_t>(cells_.size());
            cells_.push_back({.row = static_cast<std::uint16_t>(y),
                              .column = static_cast<std::uint16_t>(x),
                              .row_span = 1,
                              .column_span = static_cast<std::uint16_t>(width),
                              .header = header,
                              .text = text_of_items(cell.items),
                              .at = {}});
            merges_down_.push_back(cell.down != WordMerge::none);
        }
        current_.insert(current_.end(), width, index);
    }

    // The cell right above, if it lets a cell of this width go on with it.
    std::int32_t covering(std::size_t x, std::size_t width) const {
        if (x >= above_.size() || above_[x] == model::Grid::no_cell) return model::Grid::no_cell;
        const auto index = static_cast<std::size_t>(above_[x]);
        const auto& cell = cells_[index];
        const bool fits = merges_down_[index] && cell.column == x && cell.column_span == width;
        return fits ? above_[x] : model::Grid::no_cell;
    }

    std::size_t slots_max_;
    std::vector<model::GridCell> cells_;
    std::vector<bool> merges_down_;  // By cell.
    // Which cell covers each column of this row and of the one before it.
    std::vector<std::int32_t> current_;
    std::vector<std::int32_t> above_;
    std::size_t columns_ = 0;
};

}  // namespace

bool is_data_table(const WordTable& table) {
    if (count_cells(table) < 2) return false;
    return std::ranges::none_of(
        table.rows, [](const WordRow& row) { return std::ranges::any_of(row.cells, holds_layout); });
}

WordGrid word_grid(const WordTable& table, const Limits& limits) {
    return GridWriter{limits}.write(table);
}

}  // namespace ogi::extract
