#include "parser/national_table.h"

#include "base/utf8.h"
#include "parser/fold.h"
#include "parser/national_form.h"
#include "parser/number.h"
#include "parser/words.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace ogi::parser {

namespace {

using model::CellKind;

// A column beside the figures.
const Words no_figures{"备注|说明|代码|编号|序号|注释"};
const Words of_this_year{"本年|当年|本期"};

// A stretch of columns.
struct Columns {
    std::size_t begin = 0;
    std::size_t end = 0;

    bool meets(const model::GridCell& cell) const { return cell.column < end && begin < end_of(cell); }
    bool holds(const model::GridCell& cell) const { return cell.column >= begin && end_of(cell) <= end; }
    static std::size_t end_of(const model::GridCell& cell) {
        return std::size_t{cell.column} + cell.column_span;
    }
};

struct ValueColumn {
    std::string_view header;
    Columns at;
};

// Label, unit and figures of a header; long forms are printed in two such panels side by side.
struct Panel {
    Columns label;
    std::optional<Columns> unit;
    std::vector<ValueColumn> values;
    std::size_t header_end = 0;  // Of the whole table.
};

// A row as it stands. Without `figure` it has no unit, as headings have none.
struct PrintedRow {
    std::string_view label;
    std::string_view unit;
    std::optional<model::Cell> figure;
    bool flat = false;
};

// The years named by "2015年", in order.
std::vector<int> years_in(std::string_view text) {
    std::vector<int> years;
    const auto digits = folded(text);
    for (std::size_t i = 0; i + 4 <= digits.size(); ++i) {
        const auto word = std::u32string_view{digits}.substr(i, 4);
        const bool alone = (i == 0 || !is_ascii_digit(digits[i - 1])) &&
                           (i + 4 == digits.size() || !is_ascii_digit(digits[i + 4]));
        if (!alone || !word.starts_with(U"20") || !std::ranges::all_of(word, is_ascii_digit)) continue;
        years.push_back(static_cast<int>(2000 + (word[2] - U'0') * 10 + (word[3] - U'0')));
    }
    return years;
}

bool names_another_year(std::string_view text, int year) {
    const auto years = years_in(text);
    return year != 0 && !years.empty() && std::ranges::find(years, year) == years.end();
}

bool names_year(std::string_view header, int year) {
    return of_this_year.occur_in(header) || std::ranges::count(years_in(header), year) > 0;
}

// The column of this year's figures: the only one, or the only one that says so.
const ValueColumn* value_column(const std::vector<ValueColumn>& columns, int year) {
    if (columns.size() == 1) return names_another_year(columns[0].header, year) ? nullptr : columns.data();
    const auto says_so = [&](const ValueColumn& column) { return names_year(column.header, year); };
    const auto found = std::ranges::find_if(columns, says_so);
    return std::ranges::count_if(columns, says_so) == 1 ? &*found : nullptr;
}

std::vector<Panel> panels_of(const model::Grid& grid, std::size_t header_row) {
    std::vector<Panel> panels;
    for (const auto* cell : cells_of_row(grid, header_row)) {
        const Columns at{cell->column, Columns::end_of(*cell)};
        if (is_indicator_header(cell->text)) {
            panels.push_back({.label = at, .unit = std::nullopt, .values = {}});
        } else if (panels.empty() || no_figures.occur_in(cell->text)) {
            continue;
        } else if (is_unit_header(cell->text) && !panels.back().unit) {
            panels.back().unit = at;
        } else {
            panels.back().values.push_back({cell->text, at});
        }
    }
    for (auto& panel : panels) {
        for (const auto* cell : cells_of_row(grid, header_row))
            panel.header_end = std::max(panel.header_end, Columns::end_of(*cell));
    }
    return panels;
}

// A row that is longer than the header was moved to the right somewhere.
bool overhangs(const model::Grid& grid, std::size_t row, const Panel& panel) {
    return std::ranges::any_of(cells_of_row(grid, row), [&](const model::GridCell* cell) {
        return Columns::end_of(*cell) > panel.header_end && !base::trim(cell->text).empty();
    });
}

// What a row shows in some columns: its only cell that is not blank and reaches no further; another says
// nothing certain.
model::Cell cell_within(const model::Grid& grid, std::size_t index, std::size_t row, const Columns& columns) {
    const model::GridCell* shown = nullptr;
    bool certain = true, any = false;
    for (const auto* cell : cells_of_row(grid, row)) {
        if (!columns.meets(*cell)) continue;
        any = true;
        if (base::trim(cell->text).empty()) continue;
        certain =
            certain && shown == nullptr && cell->row == row && cell->row_span == 1 && columns.holds(*cell);
        shown = cell;
    }
    model::Cell read;
    if (!any) return read;
    read.kind = shown == nullptr ? CellKind::blank : certain ? CellKind::text : CellKind::unreadable;
    if (shown == nullptr) return read;
    read.raw = base::trim(shown->text);
    read.at = model::Place{shown->at, static_cast<int>(index), shown->row, shown->column, shown->box};
    return read;
}

// The rightmost words below the header of labels: left of them stand merged labels of groups.
std::string_view label_within(const model::Grid& grid, std::size_t row, const Columns& columns) {
    std::string_view label;
    for (const auto* cell : cells_of_row(grid, row)) {
        if (columns.meets(*cell) && cell->row == row && !base::trim(cell->text).empty())
            label = base::trim(cell->text);
    }
    return label;
}

std::string_view unit_within(const model::Grid& grid, std::size_t row, const Columns& columns) {
    for (const auto* cell : cells_of_row(grid, row)) {
        if (columns.holds(*cell) && cell->row == row) return base::trim(cell->text);
    }
    return "merged";
}

void add_rows(std::vector<PrintedRow>& rows, const model::Grid& grid, const StatGrid& piece,
              const Panel& panel, const ValueColumn& value) {
    for (std::size_t row = piece.first_row; row < grid.rows; ++row) {
        const auto label = label_within(grid, row, panel.label);
        if (label.empty()) continue;
        PrintedRow printed{.label = label, .unit = {}, .figure = std::nullopt};
        if (panel.unit) printed.unit = unit_within(grid, row, *panel.unit);
        if (printed.unit.empty() || is_unit_word(printed.unit))
            printed.figure = cell_within(grid, piece.grid, row, value.at);
        if (printed.figure && overhangs(grid, row, panel)) printed.figure->kind = CellKind::unreadable;
        rows.push_back(std::move(printed));
    }
}

std::vector<PrintedRow> rows_of_grids(const FoundStatTable& found, const model::Document& document,
                                      int year) {
    std::vector<PrintedRow> rows;
    const auto& first = found.grids.front();
    for (const auto& panel : panels_of(document.grids[first.grid], first.first_row - 1)) {
        const auto* value = value_column(panel.values, year);
        if (value == nullptr) return {};
        for (const auto& piece : found.grids)
            add_rows(rows, document.grids[piece.grid], piece, panel, *value);
    }
    return rows;
}

std::vector<PrintedRow> rows_of_text(const FoundStatTable& found, int year) {
    constexpr std::size_t before = 2;  // Label and unit.
    std::vector<ValueColumn> columns;
    for (std::size_t i = before; i < found.table.columns.size(); ++i) {
        if (!no_figures.occur_in(found.table.columns[i]))
            columns.push_back({found.table.columns[i], {i, i + 1}});
    }
    const auto* value = value_column(columns, year);
    std::vector<PrintedRow> rows;
    if (value == nullptr) return rows;
    for (const auto& row : found.table.rows) {
        if (row.size() < before) continue;
        PrintedRow printed{.label = row[0].raw, .unit = row[1].raw, .figure = std::nullopt, .flat = true};
        if (is_unit_word(printed.unit) && value->at.begin < row.size()) printed.figure = row[value->at.begin];
        rows.push_back(std::move(printed));
    }
    return rows;
}

// Which rows of the form the printed ones are: nullptr where that is not certain.
std::vector<const NationalRow*> matched(const std::vector<PrintedRow>& rows) {
    std::vector<const NationalRow*> form;
    const NationalRow* above = nullptr;
    for (const auto& row : rows) {
        const auto candidates = national_rows_of(row.label);
        const auto of_this_group = [&](const NationalRow* candidate) {
            return above != nullptr && !candidate->parent.empty() &&
                   (above->id == candidate->parent || above->parent == candidate->parent);
        };
        const NationalRow* found = candidates.size() == 1 ? candidates[0] : nullptr;
        if (candidates.size() > 1) {
            const auto own = std::ranges::find_if(candidates, of_this_group);
            if (own != candidates.end()) found = *own;
        }
        form.push_back(found);
        above = found;
    }
    return form;
}

model::Cell read_cell(const PrintedRow& row, const NationalRow& form) {
    model::Cell cell = *row.figure;
    if (cell.kind == CellKind::unreadable || cell.kind == CellKind::absent) return cell;
    const bool amount = form.unit == "万元";
    const auto figure = read_figure(cell.raw, amount ? FigureKind::amount : FigureKind::count);
    cell.kind = figure.kind, cell.value = figure.value;
    cell.unit = !figure.unit.empty() ? figure.unit
                : !row.unit.empty()  ? std::string{row.unit}
                : amount             ? std::string{}
                                     : std::string{form.unit};
    return cell;
}

// In text without cells a row that shows nothing takes the number of the label below it, if a space stands
// behind that number.
bool is_number_of_the_next(const PrintedRow& row, const model::Cell& cell, const PrintedRow& below,
                           const NationalRow* form) {
    if (!row.flat || !cell.value || form == nullptr || ordinal_of(*form) == 0) return false;
    const auto label = folded(below.label);
    return *cell.value == model::Decimal::whole(ordinal_of(*form)) &&
           (label.empty() || !is_ascii_digit(label.front()));
}

class NationalTables {
  public:
    // Takes what one table shows, if it is a national one.
    void add(const std::vector<PrintedRow>& rows) {
        const auto form = matched(rows);
        std::size_t figures = 0, known = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (!rows[i].figure) continue;
            ++figures;
            known += form[i] != nullptr && !form[i]->id.empty();
        }
        if (known * 100 < figures * national_percent_min) return;
        rows_ += known;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (!rows[i].figure || form[i] == nullptr || form[i]->id.empty()) continue;
            auto cell = read_cell(rows[i], *form[i]);
            if (i + 1 < rows.size() && is_number_of_the_next(rows[i], cell, rows[i + 1], form[i + 1]))
                cell.kind = CellKind::unreadable, cell.value.reset();
            put(form[i], std::move(cell));
        }
    }

    NationalReading finish() {
        if (rows_ < national_rows_min) return {};
        reading_.found = true;
        for (auto& [row, cell] : cells_) reading_.cells.push_back({find_form_cell(row->id), std::move(cell)});
        return std::move(reading_);
    }

  private:
    // A row that stands twice and says two things says nothing.
    void put(const NationalRow* row, model::Cell cell) {
        const auto [known, fresh] = cells_.try_emplace(row, cell);
        if (fresh || (known->second.kind == cell.kind && known->second.value == cell.value)) return;
        known->second.kind = CellKind::unreadable;
        known->second.value.reset();
        reading_.anomalies.push_back({"repeated_row", std::string{row->label}});
    }

    NationalReading reading_;
    std::map<const NationalRow*, model::Cell> cells_;
    std::size_t rows_ = 0;
};

}  // namespace

NationalReading read_national_table(std::span<const FoundStatTable> tables, const model::Document& document,
                                    int year) {
    NationalTables national;
    for (const auto& found : tables) {
        const bool flat = found.grids.empty();
        if (names_another_year(found.table.title, year)) continue;
        national.add(flat ? rows_of_text(found, year) : rows_of_grids(found, document, year));
    }
    return national.finish();
}

}  // namespace ogi::parser
