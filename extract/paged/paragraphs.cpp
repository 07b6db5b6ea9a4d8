#include "extract/paged/paragraphs.h"

#include "base/utf8.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace ogi::extract::paged {
namespace {

// In parts of the prose's size.
constexpr float full_line = 1.6F;     // A line that ends this near to the right edge had no room for more.
constexpr float indent = 0.8F;        // One that begins further in begins a paragraph.
constexpr float line_gap_max = 1.6F;  // Between the lines of a paragraph.
constexpr float heading_share = 1.12F;
constexpr float same_size = 0.12F;

bool same_page_gap(const ProseLine& line, const ProseLine& next, float size) {
    if (line.place.page != next.place.page) return true;
    const auto gap = next.box.top - line.box.bottom;
    return gap > -size && gap <= line_gap_max * size;
}

float share_of(std::vector<float>& values, std::size_t numerator, std::size_t denominator) {
    if (values.empty()) return 0;
    const auto at =
        values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) * numerator / denominator);
    std::ranges::nth_element(values, at);
    return *at;
}

}  // namespace

ProseShape prose_shape(const std::vector<PagePieces>& pages) {
    std::map<int, std::size_t> sizes;  // In halves of a point, by the characters written so.
    for (const auto& page : pages) {
        for (const auto& piece : page.pieces) {
            if (const auto* line = std::get_if<ProseLine>(&piece))
                sizes[static_cast<int>(std::lround(line->size * 2))] += line->text.size();
        }
    }
    if (sizes.empty()) return {};
    ProseShape shape;
    shape.size =
        static_cast<float>(
            std::ranges::max_element(sizes, {}, [](const auto& entry) { return entry.second; })->first) /
        2;
    std::vector<float> lefts, rights;
    for (const auto& page : pages) {
        for (const auto& piece : page.pieces) {
            const auto* line = std::get_if<ProseLine>(&piece);
            if (!line || std::abs(line->size - shape.size) > same_size * shape.size) continue;
            lefts.push_back(line->box.left), rights.push_back(line->box.right);
        }
    }
    shape.left = share_of(lefts, 1, 5);
    shape.right = share_of(rights, 4, 5);
    return shape;
}

bool same_paragraph(const ProseLine& line, const ProseLine& next, const ProseShape& shape) {
    if (std::abs(line.size - next.size) > same_size * shape.size || is_heading(line, shape)) return false;
    if (line.box.right < shape.right - full_line * shape.size) return false;
    if (next.box.left > shape.left + indent * shape.size) return false;
    return same_page_gap(line, next, shape.size);
}

bool same_heading(const ProseLine& line, const ProseLine& next, const ProseShape& shape) {
    if (!is_heading(line, shape) || !is_heading(next, shape)) return false;
    return line.place.page == next.place.page && std::abs(line.size - next.size) <= same_size * line.size &&
           same_page_gap(line, next, line.size);
}

bool is_heading(const ProseLine& line, const ProseShape& shape) {
    return line.size > heading_share * shape.size;
}

}  // namespace ogi::extract::paged
