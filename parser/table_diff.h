#pragma once

#include "model/change_class.h"
#include "model/report.h"

#include <optional>
#include <string>
#include <vector>

namespace ogi::parser {

// What differs in a statistics table of the free-form years. A cell is known by its table, the label of its
// row and the head of its column, so that a row more, or rows in another order, change no other cell.
struct TableChange {
    enum class Kind {
        set,     // A figure, its kind, or the words of a cell.
        appear,  // A row, a column or a table is new.
        vanish,
        label,  // The title of a table, the head of a column or the label of a row; `row` and `column` are
                // the new ones.
        order,  // Nothing but the order of rows, columns or tables.
    };
    Kind kind = Kind::set;
    std::string table{};  // Its title.
    std::string
        row{};  // As labelled, with #2 behind the second of the same label; empty for a title or a head.
    std::string column{};  // Empty for a title or a label.
    model::Cell old_cell{};
    model::Cell new_cell{};

    bool operator==(const TableChange&) const = default;
};

// In order of the tables, rows and columns of `after`; what vanished stands behind. Empty if and only if
// same_tables.
std::vector<TableChange> diff_tables(const std::vector<model::StatTable>& before,
                                     const std::vector<model::StatTable>& after);

// Whether a reader sees no difference: titles, heads, labels and words but for white space, figures exactly.
bool same_tables(const std::vector<model::StatTable>& before, const std::vector<model::StatTable>& after);

// editorial, value or structure: the deepest of all.
model::ChangeClass class_of(const std::vector<TableChange>& changes);

}  // namespace ogi::parser
