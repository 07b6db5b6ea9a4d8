#include "extract/paged/pdf_program/paint.h"

#include <algorithm>
#include <cmath>
#include <ranges>

namespace ogi::extract::paged {
namespace {

constexpr float ink_inset = 0.14F;  // Of a glyph's box, at each side, what has no ink.
constexpr float whole = 0.98F;
constexpr float nothing = 0.1F;
constexpr float alike = 0.03F;            // In no part do colours differ more that nobody can tell apart.
constexpr std::size_t keeping_cost = 50;  // Of a paint, in looks.
constexpr Colour paper{1, 1, 1};

bool look_alike(const Colour& a, const Colour& b) {
    return std::abs(a.red - b.red) <= alike && std::abs(a.green - b.green) <= alike &&
           std::abs(a.blue - b.blue) <= alike;
}

bool holds_middle(const Box& box, const Glyph& glyph) {
    const auto x = (glyph.box.left + glyph.box.right) / 2;
    const auto y = (glyph.box.top + glyph.box.bottom) / 2;
    return box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
}

}  // namespace

float shown_share(const Glyph& glyph, const Box& box) {
    const auto side = ink_inset * glyph.box.width(), edge = ink_inset * glyph.box.height();
    const Box ink{glyph.box.left + side, glyph.box.top + edge, glyph.box.right - side,
                  glyph.box.bottom - edge};
    const auto area = ink.width() * ink.height();
    if (area <= 0) return holds_middle(box, glyph) ? 1 : 0;
    const auto width = std::min(ink.right, box.right) - std::max(ink.left, box.left);
    const auto height = std::min(ink.bottom, box.bottom) - std::max(ink.top, box.top);
    return std::max(width, 0.0F) * std::max(height, 0.0F) / area;
}

void Paintings::add(const Paint& paint, std::vector<Glyph>& drawn_before) {
    paints_.push_back(paint);
    if (paint.colour && std::ranges::none_of(colours_, [&](const Colour& colour) {
            return look_alike(colour, *paint.colour);
        }))
        colours_.push_back(*paint.colour);
    looks_ += colours_.size() + keeping_cost;
    if (!paint.colour) return;
    looks_ += drawn_before.size();
    for (auto& glyph : drawn_before) {
        const auto share = shown_share(glyph, paint.box);
        if (share <= nothing) continue;
        if (share >= whole && paint.covers)
            glyph.hidden = true;
        else
            glyph.doubtful = true;
    }
}

bool Paintings::shows(const Glyph& glyph, const Colour& colour, const std::vector<Box>& pictures) {
    const auto like = [&](const Colour& other) { return look_alike(other, colour); };
    looks_ += colours_.size();
    if (!like(paper) && std::ranges::none_of(colours_, like)) return true;
    looks_ += paints_.size() + pictures.size();
    const auto holds = [&](const Box& box) { return holds_middle(box, glyph); };
    if (std::ranges::any_of(pictures, holds)) return true;
    const auto last_first = std::views::reverse(paints_);
    const auto below = std::ranges::find_if(last_first, holds, &Paint::box);
    if (below == last_first.end()) return !like(paper);
    return !below->colour || !below->covers || !like(*below->colour);
}

}  // namespace ogi::extract::paged
