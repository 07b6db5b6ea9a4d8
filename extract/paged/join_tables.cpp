#include "extract/paged/join_tables.h"

#include "extract/paged/rows.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

namespace ogi::extract::paged {
namespace {

constexpr float same_edge = 7;  // Points.
constexpr std::size_t head_rows_max = 4;
constexpr std::size_t data_columns_min = 2;

// For every edge of `few`, counted from its own left, the edge of `many` it is; nullopt if one is none of
// them.
std::optional<std::vector<std::size_t>> edges_among(const std::vector<float>& few,
                                                    const std::vector<float>& many) {
    std::vector<std::size_t> places;
    for (const auto edge : few) {
        const auto distance = [&](float other) {
            return std::abs((other - many.front()) - (edge - few.front()));
        };
        const auto nearest = std::ranges::min_element(many, {}, distance);
        const auto place = static_cast<std::size_t>(nearest - many.begin());
        if (distance(*nearest) > same_edge || (!places.empty() && place <= places.back()))
            return std::nullopt;
        places.push_back(place);
    }
    if (places.front() != 0 || places.back() + 1 != many.size()) return std::nullopt;
    return places;
}

void spread_columns(Table& table, const std::vector<std::size_t>& places, const std::vector<float>& xs) {
    for (auto& cell : table.cells) {
        const auto end = places[cell.column + cell.column_span];
        cell.column = places[cell.column];
        cell.column_span = end - cell.column;
    }
    table.columns = xs.size() - 1;
    table.xs = xs;
}

TableCell* cell_at(Table& table, std::size_t row, std::size_t column) {
    const auto found = std::ranges::find_if(table.cells, [&](const TableCell& cell) {
        return cell.row <= row && row < cell.row + cell.row_span && cell.column <= column &&
               column < cell.column + cell.column_span;
    });
    return found == table.cells.end() ? nullptr : &*found;
}

std::vector<std::string> row_texts(const Table& table, std::size_t row) {
    std::vector<std::string> texts;
    for (const auto& cell : table.cells) {
        if (cell.row != row) continue;
        std::string text;
        for (const char c : cell.text) {
            if (c != '\n' && c != ' ') text += c;
        }
        texts.push_back(std::to_string(cell.column) + ' ' + text);
    }
    return texts;
}

bool has_words(const std::vector<std::string>& texts) {
    return std::ranges::any_of(
        texts, [](const std::string& text) { return static_cast<signed char>(text.back()) < 0; });
}

std::size_t repeated_head(const Table& above, const Table& below) {
    std::size_t rows = 0;
    while (rows < std::min({head_rows_max, above.rows, below.rows - 1})) {
        const auto texts = row_texts(below, rows);
        if (texts.empty() || texts != row_texts(above, rows) || (rows == 0 && !has_words(texts))) break;
        ++rows;
    }
    return rows;
}

void drop_rows(Table& table, std::size_t count) {
    std::erase_if(table.cells, [&](const TableCell& cell) { return cell.row + cell.row_span <= count; });
    for (auto& cell : table.cells) {
        const auto lost = count - std::min(count, cell.row);
        cell.row_span -= lost;
        cell.row = cell.row + lost - count;
    }
    table.rows -= count;
}

bool may_be_rest_of(const std::string& rest, const std::string& label) {
    return begins_numbered(label) && !rest.empty() && !begins_numbered(rest);
}

// The last row above and the first below are halves of one: its label stands in both, its figures in one of
// them.
bool is_broken_row(Table& above, Table& below) {
    bool label = false;
    std::size_t above_only = 0;
    std::size_t below_only = 0;
    for (std::size_t column = 0; column < below.columns; ++column) {
        const auto* high = cell_at(above, above.rows - 1, column);
        const auto* low = cell_at(below, 0, column);
        if (!high || !low || high->column != low->column || high->column_span != low->column_span)
            return false;
        if (high->column != column || high->row_span > 1 || low->row_span > 1) continue;
        if (!high->text.empty() && !low->text.empty()) {
            if (label || !may_be_rest_of(low->text, high->text)) return false;
            label = true;
        } else {
            above_only += low->text.empty() && !high->text.empty() ? 1 : 0;
            below_only += high->text.empty() && !low->text.empty() ? 1 : 0;
        }
    }
    return label && (above_only == 0) != (below_only == 0) && above_only + below_only >= data_columns_min;
}

void append_text(TableCell& cell, const TableCell& rest) {
    cell.text += rest.text;
    cell.confidence = std::min(cell.confidence, rest.confidence);
}

void join_broken_row(Table& above, Table& below) {
    for (const auto& low : below.cells) {
        if (low.row == 0 && low.row_span == 1) append_text(*cell_at(above, above.rows - 1, low.column), low);
    }
    drop_rows(below, 1);
}

// A label over several rows goes on below, without its text or with the rest of it.
bool continues(const TableCell& high, const TableCell& low) {
    if (low.row != 0 || low.column != high.column || low.column_span != high.column_span) return false;
    if (high.row_span == 1 && low.row_span == 1) return false;
    return low.text.empty() || may_be_rest_of(low.text, high.text);
}

}  // namespace

bool goes_on(const Table& above, const Table& below) {
    if (above.xs.size() < 3 || below.xs.size() < 3) return false;
    return edges_among(above.xs, below.xs) || edges_among(below.xs, above.xs);
}

Table joined(Table above, Table below) {
    if (const auto places = edges_among(below.xs, above.xs))
        spread_columns(below, *places, above.xs);
    else if (const auto others = edges_among(above.xs, below.xs))
        spread_columns(above, *others, below.xs);
    drop_rows(below, repeated_head(above, below));
    if (is_broken_row(above, below)) join_broken_row(above, below);
    const auto seam = above.rows;
    above.rows += below.rows;
    for (auto& low : below.cells) {
        auto* high = low.row == 0 ? cell_at(above, seam - 1, low.column) : nullptr;
        if (high && high->row + high->row_span == seam && continues(*high, low)) {
            append_text(*high, low);
            high->row_span += low.row_span;
            continue;
        }
        low.row += seam;
        above.cells.push_back(std::move(low));
    }
    return above;
}

}  // namespace ogi::extract::paged
