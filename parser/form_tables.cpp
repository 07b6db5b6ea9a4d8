#include "parser/form_tables.h"

#include "parser/trace.h"

#include "base/utf8.h"

#include <algorithm>
#include <utility>

namespace ogi::parser {

TableReading start_table(const TokenStream& stream, const Anchor& first, const Anchor& last) {
    const std::size_t token = stream.token_of[first.begin];
    TableReading table;
    table.found = true;
    table.cells.reserve(form_cells().size());
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

std::vector<std::string> doubt_differing(std::vector<TableCell>& cells,
                                         const std::vector<TableCell>& others) {
    std::vector<std::string> ids;
    for (auto& [form, cell] : cells) {
        const auto other = std::ranges::find(others, form, &TableCell::form);
        if (other == others.end() || (cell.kind == other->cell.kind && cell.value == other->cell.value))
            continue;
        cell.kind = model::CellKind::unreadable;
        cell.value.reset();
        ids.push_back(form->id);
    }
    return ids;
}

bool shows_number(const RowReading& row) {
    return row.trouble == RowReading::Trouble::none && std::ranges::any_of(row.cells, [](const auto& cell) {
               return cell.kind == model::CellKind::number;
           });
}

void add_repeated_row(TableReading& table, const RowCells& forms, const RowReading& again,
                      std::string_view label) {
    TableReading other;
    add_row(other, forms, again, label);
    table.end_token = std::max(table.end_token, other.end_token);
    if (!doubt_differing(table.cells, other.cells).empty())
        table.anomalies.push_back({"repeated_row", std::string{label}});
}

void add_row(TableReading& table, const RowCells& forms, RowReading row, std::string_view label) {
    note_row(forms, row, label);
    ++table.rows;
    if (shows_number(row)) ++table.rows_with_numbers;
    for (std::size_t i = 0; i < forms.size(); ++i) {
        table.cells.push_back({forms[i], std::move(row.cells[i])});
        auto& cell = table.cells.back().cell;
        if (cell.unit.empty()) cell.unit = forms[i]->unit;
    }
    table.end_token = std::max(table.end_token, row.end_token);
    if (row.trouble == RowReading::Trouble::none) return;
    const bool glued = row.trouble == RowReading::Trouble::glued;
    table.anomalies.push_back(
        {glued ? "glued_cells" : "misaligned_row", std::string{label} + ": " + row.raw});
}

}  // namespace ogi::parser
