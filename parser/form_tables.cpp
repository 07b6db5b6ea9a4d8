#include "parser/form_tables.h"

#include "parser/catalogue.h"

#include <algorithm>

namespace ogi::parser {

TableReading start_table(const TokenStream& stream, const Anchor& first) {
    const std::size_t token = stream.token_of[first.begin];
    TableReading table;
    table.found = true;
    table.begin_token = token;
    table.begins_inside = stream.tokens[token].begin != first.begin;
    return table;
}

void add_row(TableReading& table, std::vector<std::string> ids, const RowReading& row,
             std::string_view label) {
    for (std::size_t i = 0; i < ids.size(); ++i) {
        model::Cell cell = row.cells[i];
        const FormCell* form_cell = find_form_cell(ids[i]);
        if (cell.unit.empty() && form_cell != nullptr) cell.unit = form_cell->unit;
        table.cells[std::move(ids[i])] = std::move(cell);
    }
    table.end_token = std::max(table.end_token, row.end_token);
    if (row.trouble == RowReading::Trouble::none) return;
    const bool glued = row.trouble == RowReading::Trouble::glued;
    table.anomalies.push_back(
        {glued ? "glued_cells" : "misaligned_row", std::string{label} + ": " + row.raw});
}

}  // namespace ogi::parser
