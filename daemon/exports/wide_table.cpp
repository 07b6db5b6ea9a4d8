#include "daemon/exports/wide_table.h"

#include "daemon/exports/table_rows.h"
#include "model/names.h"

#include <algorithm>

namespace ogi::daemon {

WideTable::WideTable(model::Generation generation) : cells_{cells_of(generation)} {
    fields_.assign(report_fields().begin(), report_fields().end());
    for (const auto* cell : cells_)
        fields_.push_back({.name = cell->cell,
                           .type = FieldType::decimal,
                           .title = cell->label(),
                           .description = cell->english});
    for (const auto* cell : cells_)
        fields_.push_back({.name = cell->cell + ".kind",
                           .type = FieldType::text,
                           .title = cell->label() + "（类别）",
                           .description = cell->english});
}

Row WideTable::row(const StoredReport& stored) {
    const auto& cells = stored.report.cells;
    auto row = report_row(stored);
    const auto figures = row.size(), kinds = figures + cells_.size();
    row.resize(kinds + cells_.size());
    std::size_t met = 0;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        const auto found = cells.find(cells_[i]->cell);
        if (found == cells.end()) continue;
        ++met;
        row[figures + i] = number_or_nothing(found->second.value);
        row[kinds + i] = std::string{name_of(found->second.kind)};
    }
    if (met == cells.size()) return row;
    for (const auto& [id, cell] : cells) {
        if (std::ranges::find(cells_, id, &DictionaryEntry::cell) == cells_.end()) without_column_.insert(id);
    }
    return row;
}

}  // namespace ogi::daemon
