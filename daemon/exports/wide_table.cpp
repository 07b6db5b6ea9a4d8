#include "daemon/exports/wide_table.h"

#include "daemon/exports/table_rows.h"
#include "model/names.h"

#include <algorithm>

namespace ogi::daemon {

WideTable::WideTable(model::Generation generation) : cells_{cells_of(generation)} {
    fields_.assign(report_fields().begin(), report_fields().end());
    for (const auto* cell : cells_) {
        fields_.push_back({.name = cell->cell,
                           .type = FieldType::decimal,
                           .title = cell->label(),
                           .description = cell->english});
        if (cell->has_unit_beside())
            fields_.push_back({.name = cell->cell + ".unit",
                               .type = FieldType::text,
                               .title = cell->label() + "（单位）",
                               .description = cell->english});
    }
    for (const auto* cell : cells_)
        fields_.push_back({.name = cell->cell + ".kind",
                           .type = FieldType::text,
                           .title = cell->label() + "（类别）",
                           .description = cell->english});
}

Row WideTable::row(const StoredReport& stored) {
    const auto& cells = stored.report.cells;
    auto row = report_row(stored);
    auto figure = row.size(), kind = fields_.size() - cells_.size();
    row.resize(fields_.size());
    std::size_t met = 0;
    for (const auto* entry : cells_) {
        const auto found = cells.find(entry->cell);
        const bool is_there = found != cells.end();
        if (is_there) {
            ++met;
            row[figure] = number_or_nothing(found->second.value);
            row[kind] = std::string{name_of(found->second.kind)};
        }
        ++figure, ++kind;
        if (!entry->has_unit_beside()) continue;
        if (is_there) row[figure] = text_or_nothing(found->second.unit);
        ++figure;
    }
    if (met == cells.size()) return row;
    for (const auto& [id, cell] : cells) {
        if (std::ranges::find(cells_, id, &DictionaryEntry::cell) == cells_.end()) without_column_.insert(id);
    }
    return row;
}

}  // namespace ogi::daemon
