#include "parser/content_marks.h"

#include "base/mark.h"
#include "parser/counted_unit.h"

namespace ogi::parser {

namespace {

void add_figure(base::Mark& mark, const model::Cell& cell) {
    mark.add(static_cast<std::uint64_t>(cell.kind));
    if (!cell.value) return;
    mark.add(static_cast<std::uint64_t>(cell.value->units))
        .add(static_cast<std::uint64_t>(cell.value->scale));
    if (const auto unit = counted_unit(cell); !unit.empty()) mark.add(unit);
}

}  // namespace

ContentMarks content_marks(const model::Report& report) {
    base::Mark structure, values;
    structure.add(static_cast<std::uint64_t>(report.generation));
    for (const auto& [id, cell] : report.cells) {
        if (cell.kind == model::CellKind::absent) continue;
        structure.add(id);
        add_figure(values, cell);
    }
    for (const auto& table : report.stat_tables) {
        structure.add(static_cast<std::uint64_t>(table.columns.size()));
        for (const auto& row : table.rows) {
            structure.add(static_cast<std::uint64_t>(row.size()));
            for (const auto& cell : row) add_figure(values, cell);
        }
    }
    return {structure.value(), values.value()};
}

}  // namespace ogi::parser
