#include "extract/paged/upright.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ogi::extract::paged {
namespace {

constexpr unsigned turns = 4;

// Coordinates of a page of this width and height, after it was turned against `turn`.
std::pair<float, float> place(float x, float y, Turn turn, float width, float height) {
    switch (turn) {
        case Turn::none:
            return {x, y};
        case Turn::clockwise:
            return {y, width - x};
        case Turn::upside_down:
            return {width - x, height - y};
        case Turn::counter:
            return {height - y, x};
    }
    return {x, y};
}

Box place(const Box& box, Turn turn, float width, float height) {
    const auto [x0, y0] = place(box.left, box.top, turn, width, height);
    const auto [x1, y1] = place(box.right, box.bottom, turn, width, height);
    return {std::min(x0, x1), std::min(y0, y1), std::max(x0, x1), std::max(y0, y1)};
}

bool lies_across(Turn turn) {
    return turn == Turn::clockwise || turn == Turn::counter;
}

Turn opposite(Turn turn) {
    return static_cast<Turn>((turns - static_cast<unsigned>(turn)) % turns);
}

}  // namespace

Turn main_turn(const Page& page) {
    std::array<std::size_t, turns> counts{};
    for (const auto& glyph : page.glyphs) {
        if (!glyph.hidden) ++counts[static_cast<std::size_t>(glyph.turn)];
    }
    return static_cast<Turn>(std::ranges::max_element(counts) - counts.begin());
}

Page turned_upright(const Page& page, Turn turn) {
    auto upright = page;
    if (turn == Turn::none) return upright;
    if (lies_across(turn)) std::swap(upright.width, upright.height);
    for (auto& glyph : upright.glyphs) {
        glyph.box = place(glyph.box, turn, page.width, page.height);
        glyph.turn = static_cast<Turn>(
            (static_cast<unsigned>(glyph.turn) + turns - static_cast<unsigned>(turn)) % turns);
    }
    for (auto& rule : upright.rules) {
        const auto box = place(Box{rule.x0, rule.y0, rule.x1, rule.y1}, turn, page.width, page.height);
        rule = {box.left, box.top, box.right, box.bottom, rule.thickness};
    }
    for (auto& picture : upright.pictures) picture = place(picture, turn, page.width, page.height);
    return upright;
}

Page laid_back(const Page& upright, Turn turn) {
    return turned_upright(upright, opposite(turn));
}

Box turned_back(const Box& box, Turn turn, float width, float height) {
    if (lies_across(turn)) std::swap(width, height);
    return place(box, opposite(turn), width, height);
}

Glyph turned_glyph(const Glyph& glyph, Turn turn) {
    auto upright = glyph;
    upright.box = place(glyph.box, turn, 0, 0);
    upright.turn = Turn::none;
    return upright;
}

}  // namespace ogi::extract::paged
