#include "extract/paged/page_pieces.h"

#include "extract/paged/doubts.h"
#include "extract/paged/readable_glyphs.h"
#include "extract/paged/unruled.h"
#include "extract/paged/upright.h"

#include <algorithm>

namespace ogi::extract::paged {
namespace {

bool has_text(const Table& table) {
    return std::ranges::any_of(table.cells, [](const TableCell& cell) { return !cell.text.empty(); });
}

float area(const Lattice& lattice) {
    return lattice.box.width() * lattice.box.height();
}

// Tables within tables take their glyphs first.
std::vector<Table> ruled_tables(const DrawnLines& drawn, Glyphs& rest) {
    auto lattices = find_lattices(drawn);
    std::ranges::stable_sort(lattices, {}, area);
    std::vector<Table> tables;
    for (const auto& lattice : lattices) {
        const auto inside = std::stable_partition(
            rest.begin(), rest.end(), [&](const Glyph* glyph) { return !lies_in(*glyph, lattice.box); });
        auto table = ruled_table(lattice, {inside, rest.end()});
        // Lines under headings and boxes round prose are no tables.
        if (!has_text(table) || table.columns < 2) continue;
        rest.erase(inside, rest.end());
        tables.push_back(std::move(table));
    }
    return tables;
}

}  // namespace

const Box& box_of(const Piece& piece) {
    return std::visit([](const auto& it) -> const Box& { return it.box; }, piece);
}

PagePieces read_page(const Page& page) {
    const auto turn = main_turn(page);
    auto upright = turned_upright(page, turn);
    const auto drawn = drawn_lines(upright.rules);
    const auto glyphs = judged_glyphs(readable_glyphs(std::move(upright.glyphs)), drawn);
    Glyphs rest;
    for (const auto& glyph : glyphs) rest.push_back(&glyph);
    PagePieces read{.number = page.number, .width = upright.width, .height = upright.height};
    auto tables = ruled_tables(drawn, rest);
    std::erase_if(rest, [](const Glyph* glyph) { return glyph->turn != Turn::none; });
    auto [unruled, lines] = unruled_tables(text_lines(std::move(rest)), drawn);
    std::ranges::move(unruled, std::back_inserter(tables));
    const auto place = [&](const Box& box) {
        return page_box(turned_back(box, turn, page.width, page.height), page.number);
    };
    for (auto& table : tables) {
        for (auto& cell : table.cells) cell.place = place(cell.box);
        read.pieces.emplace_back(std::move(table));
    }
    for (const auto& line : lines)
        read.pieces.emplace_back(ProseLine{text_of(line), line.box, line.size, place(line.box)});
    std::ranges::stable_sort(read.pieces, {}, [](const Piece& piece) { return box_of(piece).top; });
    return read;
}

}  // namespace ogi::extract::paged
