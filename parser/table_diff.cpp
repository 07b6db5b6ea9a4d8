#include "parser/table_diff.h"

#include "parser/counted_unit.h"
#include "parser/keyed_match.h"
#include "parser/unspaced.h"

#include <algorithm>
#include <map>

namespace ogi::parser {

namespace {

using model::Cell;
using model::CellKind;
using model::ChangeClass;
using model::StatTable;
using Kind = TableChange::Kind;
using Row = std::vector<Cell>;

bool same_figure(const Cell& a, const Cell& b) {
    return a.kind == b.kind && a.value == b.value && counted_unit(a) == counted_unit(b);
}

// Words are what a cell of a free table says; a label is one of them.
bool same_cell(const Cell& a, const Cell& b) {
    return same_figure(a, b) && (a.kind == CellKind::number || same_but_space(a.raw, b.raw));
}

bool same_table(const StatTable& a, const StatTable& b) {
    const auto same_row = [](const Row& x, const Row& y) { return std::ranges::equal(x, y, same_cell); };
    return same_but_space(a.title, b.title) && std::ranges::equal(a.columns, b.columns, same_but_space) &&
           std::ranges::equal(a.rows, b.rows, same_row);
}

// The first cell of a row, if it is words.
std::string label_of(const Row& row) {
    return row.empty() || row.front().kind != CellKind::text ? std::string{} : without_space(row.front().raw);
}

std::vector<std::string> labels_of(const StatTable& table) {
    std::vector<std::string> labels;
    for (const auto& row : table.rows) labels.push_back(label_of(row));
    return labels;
}

// "其中", "其中#2".
std::vector<std::string> names_of(std::vector<std::string> labels) {
    std::map<std::string, int> seen;
    for (auto& label : labels) {
        if (const int nth = ++seen[label]; nth > 1 || label.empty()) label += "#" + std::to_string(nth);
    }
    return labels;
}

std::vector<std::string> without_space(const std::vector<std::string>& texts) {
    std::vector<std::string> kept;
    for (const auto& text : texts) kept.push_back(parser::without_space(text));
    return kept;
}

// Two forms of one table.
class TableDiff {
  public:
    TableDiff(const StatTable& before, const StatTable& after) : before_{before}, after_{after} {}

    std::vector<TableChange> make() && {
        if (!same_but_space(before_.title, after_.title)) label("", "", before_.title, after_.title);
        columns_ = match_keys(without_space(before_.columns), without_space(after_.columns));
        for (std::size_t i = 0; i < columns_.old_of.size(); ++i) {
            const auto& old_column = columns_.old_of[i];
            if (old_column && !same_but_space(before_.columns[*old_column], after_.columns[i]))
                label("", after_.columns[i], before_.columns[*old_column], after_.columns[i]);
        }
        old_names_ = names_of(labels_of(before_)), new_names_ = names_of(labels_of(after_));
        const auto rows = match_keys(labels_of(before_), labels_of(after_));
        for (std::size_t i = 0; i < rows.old_of.size(); ++i) {
            if (rows.old_of[i]) {
                compare_rows(before_.rows[*rows.old_of[i]], after_.rows[i], new_names_[i]);
            } else {
                tell_row(Kind::appear, after_, after_.rows[i], new_names_[i]);
            }
        }
        for (const auto i : rows.vanished) tell_row(Kind::vanish, before_, before_.rows[i], old_names_[i]);
        if (rows.reordered || columns_.reordered || (changes_.empty() && !same_table(before_, after_)))
            changes_.push_back({.kind = Kind::order, .table = after_.title});
        return std::move(changes_);
    }

  private:
    void label(std::string row, std::string column, const std::string& was, const std::string& is) {
        changes_.push_back({Kind::label,
                            after_.title,
                            std::move(row),
                            std::move(column),
                            {CellKind::text, {}, was, {}, {}},
                            {CellKind::text, {}, is, {}, {}}});
    }

    static std::string head_of(const StatTable& table, const Row& row, std::size_t column) {
        const bool headed = row.size() == table.columns.size() && !table.columns[column].empty();
        return headed ? table.columns[column] : "#" + std::to_string(column + 1);
    }

    // Rows that have a cell for each head go by the heads, others by their cells' places.
    std::optional<std::size_t> old_column(std::size_t column, const Row& was, const Row& is) const {
        const bool by_head = was.size() == before_.columns.size() && is.size() == after_.columns.size();
        if (by_head) return columns_.old_of[column];
        return column < was.size() ? std::optional{column} : std::nullopt;
    }

    void compare_rows(const Row& was, const Row& is, const std::string& name) {
        std::vector<bool> seen(was.size());
        const bool labelled = !label_of(is).empty() && !label_of(was).empty();
        for (std::size_t i = 0; i < is.size(); ++i) {
            const auto old_index = old_column(i, was, is);
            if (!old_index) {
                changes_.push_back({Kind::appear, after_.title, name, head_of(after_, is, i), {}, is[i]});
                continue;
            }
            seen[*old_index] = true;
            const auto& old_cell = was[*old_index];
            if (same_cell(old_cell, is[i])) continue;
            const auto kind = i == 0 && labelled ? Kind::label : Kind::set;
            changes_.push_back({kind, after_.title, name, kind == Kind::label ? "" : head_of(after_, is, i),
                                old_cell, is[i]});
        }
        for (std::size_t i = 0; i < was.size(); ++i) {
            if (!seen[i])
                changes_.push_back({Kind::vanish, after_.title, name, head_of(before_, was, i), was[i], {}});
        }
    }

    // Its figures; the row itself where it has none.
    void tell_row(Kind kind, const StatTable& table, const Row& row, const std::string& name) {
        const auto told = changes_.size();
        const auto tell = [&](std::string column, const Cell& cell) {
            auto& change = changes_.emplace_back(
                TableChange{.kind = kind, .table = table.title, .row = name, .column = std::move(column)});
            (kind == Kind::appear ? change.new_cell : change.old_cell) = cell;
        };
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (row[i].kind == CellKind::number) tell(head_of(table, row, i), row[i]);
        }
        if (changes_.size() == told) tell("", row.empty() ? Cell{} : row.front());
    }

    const StatTable& before_;
    const StatTable& after_;
    KeyedMatch columns_;
    std::vector<std::string> old_names_, new_names_;
    std::vector<TableChange> changes_;
};

std::vector<std::string> keys_of(const std::vector<StatTable>& tables) {
    std::vector<std::string> keys;
    for (const auto& table : tables) {
        auto& key = keys.emplace_back(parser::without_space(table.title));
        for (const auto& column : table.columns) key += '\n' + parser::without_space(column);
    }
    return keys;
}

}  // namespace

std::vector<TableChange> diff_tables(const std::vector<StatTable>& before,
                                     const std::vector<StatTable>& after) {
    std::vector<TableChange> changes;
    const auto match = match_keys(keys_of(before), keys_of(after));
    const StatTable none;
    const auto tell_table = [&](const StatTable& table, Kind kind) {
        auto empty = none;
        empty.title = table.title, empty.columns = table.columns;
        auto told = kind == Kind::appear ? TableDiff{empty, table}.make() : TableDiff{table, empty}.make();
        if (told.empty()) told.push_back({.kind = kind, .table = table.title});
        std::ranges::move(told, std::back_inserter(changes));
    };
    for (std::size_t i = 0; i < after.size(); ++i) {
        if (match.old_of[i]) {
            std::ranges::move(TableDiff{before[*match.old_of[i]], after[i]}.make(),
                              std::back_inserter(changes));
        } else {
            tell_table(after[i], Kind::appear);
        }
    }
    for (const auto i : match.vanished) tell_table(before[i], Kind::vanish);
    if (match.reordered) changes.push_back({.kind = Kind::order});
    return changes;
}

bool same_tables(const std::vector<StatTable>& before, const std::vector<StatTable>& after) {
    return std::ranges::equal(before, after, same_table);
}

ChangeClass class_of(const std::vector<TableChange>& changes) {
    auto depth = ChangeClass::editorial;
    for (const auto& change : changes) {
        const bool figure = change.kind == Kind::set && !same_figure(change.old_cell, change.new_cell);
        const bool shape = change.kind == Kind::appear || change.kind == Kind::vanish;
        depth = std::max(depth, shape    ? ChangeClass::structure
                                : figure ? ChangeClass::value
                                         : ChangeClass::editorial);
    }
    return depth;
}

}  // namespace ogi::parser
