#include "extract/office/sheet_layout.h"

#include "base/utf8.h"
#include "extract/placed_grid.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <span>

namespace ogi::extract {
namespace {

// A cell that fills its row and says more than this is a paragraph, with or without a frame.
constexpr std::size_t framed_label_characters_max = 100;
// A frame ends at a column where nine of ten rows have a border: a cell may lack its own.
constexpr std::size_t framed_rows_numerator = 9;
constexpr std::size_t framed_rows_denominator = 10;
constexpr std::size_t side_max = std::numeric_limits<std::uint16_t>::max();  // What a Grid can number.

struct SheetRow {
    std::uint32_t index = 0;
    std::span<const SheetCell> cells;
    const SheetCell* text = nullptr;  // The first with text.
    std::size_t texts = 0;
    std::size_t bordered_beside = 0;  // Bordered cells but the one with text.
};

std::vector<SheetRow> rows_of(const SheetCells& sheet) {
    std::vector<SheetRow> rows;
    const std::span cells{sheet.cells};
    for (std::size_t begin = 0; begin < cells.size();) {
        std::size_t end = begin;
        while (end < cells.size() && cells[end].at.row == cells[begin].at.row) ++end;
        SheetRow row{.index = cells[begin].at.row, .cells = cells.subspan(begin, end - begin)};
        for (const auto& cell : row.cells) {
            if (!cell.text.empty() && row.texts++ == 0) row.text = &cell;
            row.bordered_beside += cell.bordered;
        }
        if (row.text != nullptr && row.text->bordered) --row.bordered_beside;
        rows.push_back(row);
        begin = end;
    }
    return rows;
}

class Layout {
  public:
    Layout(const SheetCells& sheet, const Limits& limits)
        : sheet_{sheet}, slots_max_{limits.grid_slots_max}, rows_{rows_of(sheet)} {
        any_border_ = std::ranges::any_of(sheet.cells, &SheetCell::bordered);
    }

    base::Result<std::vector<SheetPiece>> lay_out() {
        for (std::size_t begin = 0; begin < rows_.size();) {
            if (is_line(begin)) {
                pieces_.push_back({.text = rows_[begin++].text->text, .grid = {}});
                continue;
            }
            const auto end = end_of_table(begin);
            if (pieces_.empty() || !seen_table_) begin += take_titles(begin, end);
            seen_table_ = true;
            TRY_VOID(add_framed(std::span{rows_}.subspan(begin, end - begin)));
            begin = end;
        }
        return std::move(pieces_);
    }

  private:
    bool is_line(std::size_t at) const {
        const auto& row = rows_[at];
        if (row.texts != 1) return false;
        if (fills_its_row(row) && base::has_more_characters(row.text->text, framed_label_characters_max))
            return true;
        if (row.bordered_beside > 0) return false;
        if (any_border_ || merge_at(row.text->at) != nullptr) return true;
        // Without any border a label whose figures are blank looks the same: it stands between full rows.
        const bool within = at > 0 && at + 1 < rows_.size() && rows_[at - 1].index + 1 == row.index &&
                            rows_[at + 1].index == row.index + 1 && rows_[at - 1].texts > 1 &&
                            rows_[at + 1].texts > 1;
        return !within;
    }

    // All cells of the row lie in the one with text.
    bool fills_its_row(const SheetRow& row) const {
        const auto* const merge = merge_at(row.text->at);
        const auto& last = row.cells.back().at;
        return merge == nullptr ? row.cells.size() == 1
                                : merge->last.row == row.index && row.cells.front().at == row.text->at &&
                                      merge->last.column >= last.column;
    }

    const SheetMerge* merge_at(SheetPlace place) const {
        const auto found = std::ranges::lower_bound(sheet_.merges, place, {}, &SheetMerge::first);
        return found != sheet_.merges.end() && found->first == place ? &*found : nullptr;
    }

    std::span<const SheetMerge> merges_between(std::uint32_t first_row, std::uint32_t last_row) const {
        const auto row = [](const SheetMerge& merge) { return merge.first.row; };
        const auto begin = std::ranges::lower_bound(sheet_.merges, first_row, {}, row);
        const auto end = std::ranges::upper_bound(sheet_.merges, last_row, {}, row);
        return {begin, end};
    }

    // Cells that are merged downwards hold a table together.
    std::size_t end_of_table(std::size_t begin) const {
        std::uint32_t reach = 0;
        auto end = begin;
        do {
            const auto index = rows_[end].index;
            for (const auto& merge : merges_between(index, index)) reach = std::max(reach, merge.last.row);
            ++end;
        } while (end < rows_.size() && (rows_[end].index <= reach ||
                                        (rows_[end].index == rows_[end - 1].index + 1 && !is_line(end))));
        return end;
    }

    // On top of a sheet the frame of the table is often drawn around its title too. Of several such rows the
    // last one may be a caption of the table.
    std::size_t take_titles(std::size_t begin, std::size_t end) {
        std::size_t titles = 0;
        while (begin + titles < end && rows_[begin + titles].texts == 1 &&
               fills_its_row(rows_[begin + titles]))
            ++titles;
        if (begin + titles == end) return 0;
        if (titles > 1) --titles;
        for (std::size_t i = 0; i < titles; ++i)
            pieces_.push_back({.text = rows_[begin + i].text->text, .grid = {}});
        return titles;
    }

    std::optional<std::uint32_t> end_of_frame(std::span<const SheetRow> rows) const;
    base::Result<void> add_framed(std::span<const SheetRow> rows);
    base::Result<void> add_table(std::span<const SheetRow> rows);

    const SheetCells& sheet_;
    std::size_t slots_max_;
    std::vector<SheetRow> rows_;
    std::vector<SheetPiece> pieces_;
    bool any_border_ = false;
    bool seen_table_ = false;
};

// The places of a table's rows and columns: only those that hold anything count.
class Table {
  public:
    explicit Table(std::span<const SheetRow> rows) {
        for (const auto& row : rows) {
            rows_.push_back(row.index);
            for (const auto& cell : row.cells) columns_.push_back(cell.at.column);
        }
        std::ranges::sort(columns_);
        columns_.erase(std::unique(columns_.begin(), columns_.end()), columns_.end());
    }

    std::size_t rows() const { return rows_.size(); }
    std::size_t columns() const { return columns_.size(); }

    // False: the rows from `count` on are left out.
    void keep_rows(std::size_t count) { rows_.resize(count); }
    void occupy() { taken_.assign(rows() * columns(), false); }
    bool is_taken(std::size_t row, std::size_t column) const { return taken_[row * columns() + column]; }

    struct Area {
        std::size_t row, column, row_end, column_end;
        bool empty() const { return row >= row_end || column >= column_end; }
    };
    Area area(const SheetPlace& first, const SheetPlace& last) const {
        const auto begin = [](const auto& all, auto value) {
            return static_cast<std::size_t>(std::ranges::lower_bound(all, value) - all.begin());
        };
        const auto end = [](const auto& all, auto value) {
            return static_cast<std::size_t>(std::ranges::upper_bound(all, value) - all.begin());
        };
        return {begin(rows_, first.row), begin(columns_, first.column), end(rows_, last.row),
                end(columns_, last.column)};
    }

    // False where a slot of it is taken already.
    bool take(const Area& area) {
        for (auto row = area.row; row < area.row_end; ++row) {
            for (auto column = area.column; column < area.column_end; ++column) {
                if (is_taken(row, column)) return false;
                taken_[row * columns() + column] = true;
            }
        }
        return true;
    }

  private:
    std::vector<std::uint32_t> rows_;
    std::vector<std::uint32_t> columns_;
    std::vector<bool> taken_;
};

model::GridCell cell_at(const Table::Area& area, std::string text) {
    return {.row = static_cast<std::uint16_t>(area.row),
            .column = static_cast<std::uint16_t>(area.column),
            .row_span = static_cast<std::uint16_t>(area.row_end - area.row),
            .column_span = static_cast<std::uint16_t>(area.column_end - area.column),
            .header = false,
            .text = std::move(text),
            .at = {}};
}

bool begins_with_digit(const std::string& text) {
    return !text.empty() && text.front() >= '0' && text.front() <= '9';
}

// The last column of the frame around a table beside which there is something without one, such as figures
// for checking; nullopt where nothing stands there, or where the frame does not end in one column of figures.
std::optional<std::uint32_t> Layout::end_of_frame(std::span<const SheetRow> rows) const {
    std::uint32_t last = 0;
    std::vector<std::uint32_t> ends;  // Of the rows with borders.
    for (const auto& row : rows) {
        std::optional<std::uint32_t> end;
        for (const auto& cell : row.cells) {
            if (cell.bordered) end = cell.at.column;
        }
        if (end) ends.push_back(*end), last = std::max(last, *end);
    }
    for (const auto& merge : merges_between(rows.front().index, rows.back().index)) {
        if (merge.first.column <= last && merge.last.column > last) return std::nullopt;
    }
    const auto framed = static_cast<std::size_t>(std::ranges::count(ends, last));
    if (framed * framed_rows_denominator < rows.size() * framed_rows_numerator) return std::nullopt;
    const auto has_figure = [&](const SheetRow& row) {
        return std::ranges::any_of(row.cells, [&](const SheetCell& cell) {
            return cell.at.column == last && begins_with_digit(cell.text);
        });
    };
    if (std::ranges::none_of(rows, has_figure)) return std::nullopt;
    const auto reaches_further = [&](const SheetRow& row) { return row.cells.back().at.column > last; };
    return std::ranges::any_of(rows, reaches_further) ? std::optional{last} : std::nullopt;
}

// What stands beside the frame of a table is a table of its own.
base::Result<void> Layout::add_framed(std::span<const SheetRow> rows) {
    const auto last = end_of_frame(rows);
    if (!last) return add_table(rows);
    std::vector<SheetRow> framed;
    std::vector<SheetRow> beside;
    for (const auto& row : rows) {
        const auto split = std::ranges::upper_bound(row.cells, *last, {},
                                                    [](const SheetCell& cell) { return cell.at.column; });
        const auto count = static_cast<std::size_t>(split - row.cells.begin());
        const auto part = [&](std::span<const SheetCell> cells) {
            auto made = row;
            made.cells = cells;
            made.texts = static_cast<std::size_t>(
                std::ranges::count_if(cells, [](const SheetCell& cell) { return !cell.text.empty(); }));
            return made;
        };
        if (count > 0) framed.push_back(part(row.cells.first(count)));
        if (count < row.cells.size()) beside.push_back(part(row.cells.subspan(count)));
    }
    TRY_VOID(add_table(framed));
    return add_table(beside);
}

base::Result<void> Layout::add_table(std::span<const SheetRow> rows) {
    Table table{rows};
    const bool any_text = std::ranges::any_of(rows, [](const SheetRow& row) { return row.texts > 0; });
    if (!any_text) return {};
    const auto rows_fit = std::min(slots_max_ / table.columns(), side_max);
    const bool cut = rows.size() > rows_fit;
    if (cut) {
        table.keep_rows(rows_fit);
        rows = rows.first(rows_fit);
    }
    if (rows.empty()) {
        pieces_.push_back({.text = {}, .grid = {}, .cut = true});
        return {};
    }
    table.occupy();
    std::vector<model::GridCell> cells;
    for (const auto& merge : merges_between(rows.front().index, rows.back().index)) {
        const auto area = table.area(merge.first, merge.last);
        if (area.empty()) continue;
        if (!table.take(area))
            return base::fail(base::ErrorCode::malformed,
                              "the sheet merges ranges that lie over one another");
        const auto cell = std::ranges::lower_bound(sheet_.cells, merge.first, {}, &SheetCell::at);
        const bool there = cell != sheet_.cells.end() && cell->at == merge.first;
        cells.push_back(cell_at(area, there ? cell->text : std::string{}));
    }
    for (const auto& row : rows) {
        for (const auto& cell : row.cells) {
            const auto area = table.area(cell.at, cell.at);
            if (table.take(area)) cells.push_back(cell_at(area, cell.text));
        }
    }
    // A slot without a cell is a blank one to a reader.
    for (std::size_t row = 0; row < table.rows(); ++row) {
        for (std::size_t column = 0; column < table.columns(); ++column) {
            if (!table.is_taken(row, column))
                cells.push_back(cell_at({row, column, row + 1, column + 1}, {}));
        }
    }
    std::ranges::sort(cells, {}, [](const model::GridCell& cell) {
        return std::pair{cell.row, cell.column};
    });
    pieces_.push_back({.text = {}, .grid = grid_of(std::move(cells), table.rows()), .cut = cut});
    return {};
}

}  // namespace

base::Result<std::vector<SheetPiece>> lay_out(const SheetCells& sheet, const Limits& limits) {
    return Layout{sheet, limits}.lay_out();
}

}  // namespace ogi::extract
