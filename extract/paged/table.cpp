#include "extract/paged/table.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ogi::extract::paged {
namespace {

constexpr float thin_slot = 6;  // Points: too low or narrow for text.

std::size_t slot_of(float at, const std::vector<float>& edges) {
    const auto behind = std::ranges::upper_bound(edges, at);
    if (behind == edges.begin() || behind == edges.end()) return edges.size();
    return static_cast<std::size_t>(behind - edges.begin()) - 1;
}

// Takes out one row or column; what spans it shrinks.
template <class Begin, class Span>
void take_out(Table& table, std::size_t line, Begin begin, Span span) {
    std::erase_if(table.cells, [&](const TableCell& cell) { return cell.*begin == line && cell.*span == 1; });
    for (auto& cell : table.cells) {
        if (cell.*begin <= line && line < cell.*begin + cell.*span)
            --(cell.*span);
        else if (cell.*begin > line)
            --(cell.*begin);
    }
}

template <class Begin, class Span>
bool is_void(const Table& table, std::size_t line, Begin begin, Span span) {
    return std::ranges::none_of(table.cells, [&](const TableCell& cell) {
        return cell.*begin == line && cell.*span == 1 && !cell.text.empty();
    });
}

void leave_out_thin(Table& table, const std::vector<float>& ys) {
    for (auto row = table.rows; row-- > 0;) {
        if (ys[row + 1] - ys[row] > thin_slot || table.rows == 1) continue;
        if (!is_void(table, row, &TableCell::row, &TableCell::row_span)) continue;
        take_out(table, row, &TableCell::row, &TableCell::row_span);
        --table.rows;
    }
    for (auto column = table.columns; column-- > 0;) {
        if (table.xs[column + 1] - table.xs[column] > thin_slot || table.columns == 1) continue;
        if (!is_void(table, column, &TableCell::column, &TableCell::column_span)) continue;
        take_out(table, column, &TableCell::column, &TableCell::column_span);
        table.xs.erase(table.xs.begin() +
                       static_cast<std::ptrdiff_t>(column + 1 < table.columns ? column : column + 1));
        --table.columns;
    }
}

}  // namespace

bool lies_in(const Glyph& glyph, const Box& box) {
    const auto x = (glyph.box.left + glyph.box.right) / 2;
    const auto y = (glyph.box.top + glyph.box.bottom) / 2;
    return x >= box.left && x < box.right && y >= box.top && y < box.bottom;
}

model::PageBox page_box(const Box& box, std::uint16_t page) {
    const auto held = [](float at) {
        return static_cast<std::uint16_t>(
            std::clamp(at, 0.0F, static_cast<float>(std::numeric_limits<std::uint16_t>::max())));
    };
    return {page, held(std::floor(box.left)), held(std::floor(box.top)), held(std::ceil(box.right)),
            held(std::ceil(box.bottom))};
}

Table ruled_table(const Lattice& lattice, const Glyphs& glyphs) {
    Table table{.box = lattice.box, .xs = lattice.xs, .rows = lattice.rows(), .columns = lattice.columns()};
    std::vector<std::size_t> owner(table.rows * table.columns);
    for (std::size_t i = 0; i < lattice.cells.size(); ++i) {
        const auto& cell = lattice.cells[i];
        for (auto row = cell.row; row < cell.row + cell.row_span; ++row) {
            for (auto column = cell.column; column < cell.column + cell.column_span; ++column)
                owner[row * table.columns + column] = i;
        }
    }
    std::vector<Glyphs> contents(lattice.cells.size());
    for (const auto* glyph : glyphs) {
        const auto column = slot_of((glyph->box.left + glyph->box.right) / 2, lattice.xs);
        const auto row = slot_of((glyph->box.top + glyph->box.bottom) / 2, lattice.ys);
        if (row < table.rows && column < table.columns)
            contents[owner[row * table.columns + column]].push_back(glyph);
    }
    for (std::size_t i = 0; i < lattice.cells.size(); ++i) {
        const auto& cell = lattice.cells[i];
        table.cells.push_back({.row = cell.row,
                               .column = cell.column,
                               .row_span = cell.row_span,
                               .column_span = cell.column_span,
                               .text = cell_text(contents[i], cell.box),
                               .confidence = confidence_of(contents[i]),
                               .box = cell.box});
    }
    leave_out_thin(table, lattice.ys);
    return table;
}

model::Grid to_grid(const Table& table) {
    model::Grid grid;
    grid.rows = static_cast<std::uint16_t>(table.rows);
    grid.columns = static_cast<std::uint16_t>(table.columns);
    grid.slots.assign(table.rows * table.columns, model::Grid::no_cell);
    for (const auto& cell : table.cells) {
        for (auto row = cell.row; row < cell.row + cell.row_span; ++row) {
            for (auto column = cell.column; column < cell.column + cell.column_span; ++column)
                grid.slots[row * table.columns + column] = static_cast<std::int32_t>(grid.cells.size());
        }
        model::GridCell made;
        made.row = static_cast<std::uint16_t>(cell.row),
        made.column = static_cast<std::uint16_t>(cell.column);
        made.row_span = static_cast<std::uint16_t>(cell.row_span);
        made.column_span = static_cast<std::uint16_t>(cell.column_span);
        made.text = cell.text;
        made.box = cell.place;
        made.confidence = cell.confidence;
        grid.cells.push_back(std::move(made));
    }
    return grid;
}

}  // namespace ogi::extract::paged
