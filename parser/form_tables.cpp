#include "parser/form_tables.h"

#include "base/utf8.h"
#include "parser/catalogue.h"

#include <algorithm>

namespace ogi::parser {

TableReading start_table(const TokenStream& stream, const Anchor& first, const Anchor& last) {
    const std::size_t token = stream.token_of[first.begin];
    TableReading table;
    table.found = true;
    table.begin_token = token;
    table.begins_inside = stream.tokens[token].begin != first.begin;
    table.text = {first.begin, last.end};
    table.caption_before = first.begin;
    return table;
}

std::size_t end_of_grid(const TokenStream& stream, const Anchor& last) {
    std::size_t token = stream.token_of[last.end - 1];
    if (!stream.is_grid(token)) return last.end;
    const auto in_same_grid = [&](std::size_t i) {
        return i < stream.tokens.size() && stream.tokens[i].at.grid == stream.tokens[token].at.grid;
    };
    while (in_same_grid(token + 1)) ++token;
    return stream.tokens[token].end;
}

void add_unexpected_columns(TableReading& table, std::u32string_view header) {
    std::string quote;
    for (const char32_t c : header) base::append_utf8(quote, c);
    table.anomalies.push_back({"unexpected_columns", std::move(quote)});
}

std::vector<std::string> doubt_differing(CellMap& cells, const CellMap& others) {
    std::vector<std::string> ids;
    for (auto& [id, cell] : cells) {
        const auto other = others.find(id);
        if (other == others.end() || (cell.kind == other->second.kind && cell.value == other->second.value))
            continue;
        cell.kind = model::CellKind::unreadable;
        cell.value.reset();
        ids.push_back(id);
    }
    return ids;
}

bool shows_number(const RowReading& row) {
    return row.trouble == RowReading::Trouble::none && std::ranges::any_of(row.cells, [](const auto& cell) {
               return cell.kind == model::CellKind::number;
           });
}

void add_repeated_row(TableReading& table, std::vector<std::string> ids, const RowReading& again,
                      std::string_view label) {
    TableReading other;
    add_row(other, std::move(ids), again, label);
    table.end_token = std::max(table.end_token, other.end_token);
    if (!doubt_differing(table.cells, other.cells).empty())
        table.anomalies.push_back({"repeated_row", std::string{label}});
}

void add_row(TableReading& table, std::vector<std::string> ids, const RowReading& row,
             std::string_view label) {
    ++table.rows;
    if (shows_number(row)) ++table.rows_with_numbers;
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
