#include "documents.h"

#include "base/utf8.h"
#include "model/names.h"

#include <algorithm>
#include <charconv>

namespace ogi::parser {

namespace {

// Takes " >>3" off the end of `text`; 1 where there is none.
std::uint16_t take_span(std::string& text, std::string_view mark) {
    const auto at = text.rfind(mark);
    if (at == std::string::npos) return 1;
    std::uint16_t span = 1;
    const char* digits = text.data() + at + mark.size();
    std::from_chars(digits, text.data() + text.size(), span);
    text.erase(at, mark.size() + 1 + (span > 9 ? 1 : 0));
    text = base::trim(text);
    return span;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (true) {
        const auto end = text.find(separator);
        parts.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::string with_breaks(std::string text) {
    for (auto at = text.find("\\n"); at != std::string::npos; at = text.find("\\n"))
        text.replace(at, 2, "\n");
    return text;
}

}  // namespace

model::Document text_document(std::string_view text) {
    model::Document document;
    document.format = model::Format::text;
    document.charset = "utf-8";
    std::uint32_t at = 0;
    for (auto& line : split(text, '\n')) {
        const auto end = at + static_cast<std::uint32_t>(line.size());
        document.blocks.push_back({model::BlockKind::paragraph, std::move(line), 0, {at, end}});
        at = end + 1;
    }
    return document;
}

model::Grid draw_grid(std::string_view drawing) {
    model::Grid grid;
    std::vector<std::vector<std::int32_t>> slots;
    std::uint16_t row = 0;
    for (const auto& line : split(drawing, '\n')) {
        if (base::trim(line).empty()) continue;
        if (slots.size() <= row) slots.resize(row + 1u);
        std::uint16_t column = 0;
        for (auto text : split(line, '|')) {
            text = base::trim(text);
            model::GridCell cell;
            cell.row = row;
            cell.row_span = take_span(text, "vv");
            cell.column_span = take_span(text, ">>");
            cell.text = with_breaks(text);
            const auto is_free = [&](std::size_t c) { return slots[row].size() <= c || slots[row][c] < 0; };
            while (!is_free(column)) ++column;
            cell.column = column;
            if (slots.size() < row + cell.row_span) slots.resize(row + std::size_t{cell.row_span});
            for (std::size_t r = row; r < row + std::size_t{cell.row_span}; ++r) {
                slots[r].resize(
                    std::max<std::size_t>(slots[r].size(), column + std::size_t{cell.column_span}), -1);
                std::fill_n(slots[r].begin() + column, cell.column_span,
                            static_cast<std::int32_t>(grid.cells.size()));
            }
            column = static_cast<std::uint16_t>(column + cell.column_span);
            grid.columns = std::max(grid.columns, column);
            grid.cells.push_back(std::move(cell));
        }
        ++row;
    }
    grid.rows = static_cast<std::uint16_t>(slots.size());
    for (auto& line : slots) {
        line.resize(grid.columns, model::Grid::no_cell);
        grid.slots.insert(grid.slots.end(), line.begin(), line.end());
    }
    return grid;
}

void add_paragraph(model::Document& document, std::string_view text) {
    document.blocks.push_back({model::BlockKind::paragraph, std::string{text}, 0, {}});
}

void add_grid(model::Document& document, std::string_view drawing) {
    document.blocks.push_back({model::BlockKind::grid, {}, document.grids.size(), {}});
    document.grids.push_back(draw_grid(drawing));
}

std::string shown(const model::Cell& cell) {
    return cell.value ? cell.value->text() : std::string{model::name_of(cell.kind)};
}

}  // namespace ogi::parser
