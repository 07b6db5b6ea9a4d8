#include "tests/fuzz/promise.h"

#include "base/utf8.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace ogi::fuzz {
namespace {

void promise_inside(model::ByteRange at, std::size_t body_bytes) {
    promise(at.begin <= at.end, "a place begins before it ends");
    promise(at.end <= body_bytes, "a place lies inside the body");
}

void promise_text(std::string_view text) {
    promise(base::is_valid_utf8(text), "text is UTF-8");
    promise(text.find('\0') == std::string_view::npos, "text holds no NUL");
}

void promise_block(const model::Document& document, const model::Block& block, std::size_t body_bytes) {
    promise_text(block.text);
    promise_inside(block.at, body_bytes);
    if (block.kind != model::BlockKind::grid) return;
    promise(block.grid < document.grids.size(), "a block names a grid of the document");
    promise(block.text.empty(), "a grid's block has no text");
}

void promise_grid(const model::Grid& grid, std::size_t body_bytes) {
    promise(grid.slots.size() == std::size_t{grid.rows} * grid.columns, "a grid has a slot a row and column");
    for (const auto slot : grid.slots) {
        const bool named = slot >= 0 && static_cast<std::size_t>(slot) < grid.cells.size();
        promise(named || slot == model::Grid::no_cell, "a slot names a cell or none");
    }
    for (const auto& cell : grid.cells) {
        promise_text(cell.text);
        promise_inside(cell.at, body_bytes);
        promise(cell.row_span > 0 && cell.column_span > 0, "a cell has an extent");
        promise(cell.row + cell.row_span <= grid.rows, "a cell ends inside the rows");
        promise(cell.column + cell.column_span <= grid.columns, "a cell ends inside the columns");
    }
}

}  // namespace

void promise(bool holds, std::string_view words) {
    if (holds) return;
    std::fprintf(stderr, "broken promise: %.*s\n", static_cast<int>(words.size()), words.data());
    std::abort();
}

void promise_sound(const model::Document& document, std::size_t body_bytes) {
    promise_text(document.title);
    for (const auto& [name, content] : document.metas) promise_text(name), promise_text(content);
    for (const auto& link : document.links) promise_text(link.url), promise_text(link.text);
    for (const auto& block : document.blocks) promise_block(document, block, body_bytes);
    for (const auto& block : document.outside) promise_block(document, block, body_bytes);
    for (const auto& grid : document.grids) promise_grid(grid, body_bytes);
}

}  // namespace ogi::fuzz
