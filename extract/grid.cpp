#include "extract/grid.h"

#include "extract/text_line.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace ogi::extract {
namespace {

// WHATWG HTML §4.9.11.
constexpr std::size_t column_span_max = 1000;
constexpr std::size_t row_span_max = 65534;
constexpr std::size_t side_max = std::numeric_limits<std::uint16_t>::max();  // What a Grid can number.

using NodeIndex = std::uint32_t;

template <class Visit>
void for_each_child(const VisibleTree& tree, NodeIndex parent, Visit&& visit) {
    for (NodeIndex child = parent + 1; child < tree[parent].end; child = tree[child].end) visit(child);
}

// The rows of each row group in the order in which a browser shows them.
std::vector<std::vector<NodeIndex>> row_groups(const VisibleTree& tree, NodeIndex table) {
    std::vector<std::vector<NodeIndex>> groups;
    std::vector<std::vector<NodeIndex>> feet;
    for_each_child(tree, table, [&](NodeIndex child) {
        if (tree[child].flow != Flow::row_group) return;
        auto& into = tree[child].tag == GUMBO_TAG_TFOOT ? feet : groups;
        auto& rows = into.emplace_back();
        for_each_child(tree, child, [&](NodeIndex row) {
            if (tree[row].flow == Flow::row) rows.push_back(row);
        });
    });
    std::ranges::move(feet, std::back_inserter(groups));
    return groups;
}

// As the "rules for parsing non-negative integers" read it; nullopt where there is no number.
std::optional<std::size_t> span_of(std::string_view text) {
    text = text.substr(std::min(text.find_first_not_of(" \t\r\n\f"), text.size()));
    if (text.starts_with('+')) text.remove_prefix(1);
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc::result_out_of_range) return row_span_max;
    if (error != std::errc{}) return {};
    return number;
}

class GridReader {
  public:
    GridReader(const VisibleTree& tree, const OffsetMap& offsets, const Limits& limits)
        : tree_{tree}, offsets_{offsets}, slots_max_{limits.grid_slots_max} {}

    GridReading read(NodeIndex table) {
        for (const auto& rows : row_groups(tree_, table)) {
            group_end_ = rows_.size() + rows.size();
            const auto first = rows_.size();
            rows_.resize(std::min(group_end_, side_max));
            group_end_ = rows_.size();
            for (std::size_t i = 0; i < rows.size() && !cut_; ++i) {
                if (first + i == side_max) cut_before(side_max);
                if (!cut_) add_row(rows[i], first + i);
            }
            if (cut_) break;
        }
        return finish();
    }

  private:
    void add_row(NodeIndex row, std::size_t y) {
        if (columns_ * (y + 1) > slots_max_) return cut_before(y);
        std::size_t x = 0;
        for_each_child(tree_, row, [&](NodeIndex cell) {
            if (tree_[cell].flow != Flow::cell || cut_) return;
            while (x < rows_[y].size() && rows_[y][x] != model::Grid::no_cell) ++x;
            x += place(cell, x, y);
        });
    }

    void cut_before(std::size_t row) {
        cut_ = true;
        rows_kept_ = row;
    }

    // Returns the cell's width.
    std::size_t place(NodeIndex node, std::size_t x, std::size_t y) {
        const auto column_span = span_of(tree_.attribute(node, AttributeName::column_span));
        const auto row_span = span_of(tree_.attribute(node, AttributeName::row_span));
        const auto width = std::clamp<std::size_t>(column_span.value_or(1), 1, column_span_max);
        auto height = std::min(row_span.value_or(1), row_span_max);
        if (height == 0) height = group_end_ - y;  // "To the end of the row group".
        height = std::min(height, group_end_ - y);
        columns_ = std::max(columns_, x + width);
        if (columns_ * (y + height) > slots_max_ || columns_ > side_max) {
            cut_before(y);
            return width;
        }
        const auto index = static_cast<std::int32_t>(cells_.size());
        for (auto row = y; row < y + height; ++row) {
            if (rows_[row].empty()) rows_[row].reserve(columns_);
            if (rows_[row].size() < x + width) rows_[row].resize(x + width, model::Grid::no_cell);
            std::fill_n(rows_[row].begin() + static_cast<std::ptrdiff_t>(x), width, index);
        }
        cells_.push_back(read_cell(node));
        auto& cell = cells_.back();
        cell.row = static_cast<std::uint16_t>(y), cell.column = static_cast<std::uint16_t>(x);
        cell.row_span = static_cast<std::uint16_t>(height),
        cell.column_span = static_cast<std::uint16_t>(width);
        cell.header = tree_[node].tag == GUMBO_TAG_TH;
        return width;
    }

    model::GridCell read_cell(NodeIndex node) {
        const auto end = tree_[node].end;
        for (NodeIndex i = node + 1; i < end; ++i) {
            while (!blocks_.empty() && blocks_.back() <= i) blocks_.pop_back(), line_.add_break();
            const auto& inner = tree_[i];
            if (inner.text) {
                if (line_.add(tree_.text(i))) line_.add_place(tree_.place(i));
            } else if (inner.flow != Flow::inline_text) {
                line_.add_break();
                if (inner.flow != Flow::line_break) blocks_.push_back(inner.end);
            }
        }
        blocks_.clear();
        model::GridCell cell;
        const auto place = line_.has_place() ? line_.place() : tree_.place(node).value_or(TextRange{});
        cell.at = offsets_.bytes(place.begin, place.end);
        cell.text = line_.take();
        return cell;
    }

    // Where a cell begins, or where most rows reach. What lies beyond is the work of an oversized colspan.
    std::size_t true_width() const {
        std::size_t width = 0;
        for (const auto& cell : cells_) width = std::max<std::size_t>(width, cell.column + 1U);
        std::vector<std::size_t> widths;
        for (const auto& row : rows_) widths.push_back(row.size());
        if (widths.empty()) return 0;
        const auto middle = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2);
        std::ranges::nth_element(widths, middle);
        return std::max(width, *middle);
    }

    GridReading finish() {
        if (cut_) {
            rows_.resize(std::min(rows_kept_, rows_.size()));
            std::erase_if(cells_, [&](const auto& cell) { return cell.row >= rows_.size(); });
        }
        const auto columns = true_width();
        GridReading reading{.grid = {}, .cut = cut_};
        auto& grid = reading.grid;
        grid.rows = static_cast<std::uint16_t>(rows_.size());
        grid.columns = static_cast<std::uint16_t>(columns);
        grid.slots.assign(rows_.size() * columns, model::Grid::no_cell);
        for (std::size_t y = 0; y < rows_.size(); ++y) {
            const auto count = std::min(columns, rows_[y].size());
            std::copy_n(rows_[y].begin(), count,
                        grid.slots.begin() + static_cast<std::ptrdiff_t>(y * columns));
        }
        for (auto& cell : cells_) {
            cell.row_span =
                static_cast<std::uint16_t>(std::min<std::size_t>(cell.row_span, rows_.size() - cell.row));
            cell.column_span =
                static_cast<std::uint16_t>(std::min<std::size_t>(cell.column_span, columns - cell.column));
        }
        grid.cells = std::move(cells_);
        return reading;
    }

    const VisibleTree& tree_;
    const OffsetMap& offsets_;
    std::size_t slots_max_;
    std::vector<std::vector<std::int32_t>> rows_;
    std::vector<model::GridCell> cells_;
    // Of the cell being read:
    TextLine line_;
    std::vector<NodeIndex> blocks_;  // Where those end that are open.
    std::size_t group_end_ = 0;
    std::size_t columns_ = 0;
    bool cut_ = false;
    std::size_t rows_kept_ = 0;
};

}  // namespace

GridReading read_grid(const VisibleTree& tree, std::uint32_t table, const OffsetMap& offsets,
                      const Limits& limits) {
    return GridReader{tree, offsets, limits}.read(table);
}

}  // namespace ogi::extract
