#include "extract/paged/paragraphs.h"

#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace ogi::extract::paged {
namespace {

// In parts of the prose's size.
constexpr float full_line = 1.6F;     // A line that ends this near to the right edge had no room for more.
constexpr float indent = 0.8F;        // One that begins further in begins a paragraph.
constexpr float line_gap_max = 1.6F;  // Between the lines of a paragraph.
constexpr float half_character = 0.5F;
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

bool begins_ascii(std::string_view text) {
    return !text.empty() && static_cast<unsigned char>(text.front()) < 0x80;
}

template <std::size_t N>
bool take_one(std::string_view& text, const std::array<std::string_view, N>& marks) {
    const auto mark = std::ranges::find_if(marks, [&](auto it) { return text.starts_with(it); });
    if (mark == marks.end()) return false;
    text.remove_prefix(mark->size());
    return true;
}

// How wide what begins a line is at least where no line may end within it: "〔2021〕", "（2021".
float unbroken_width(std::string_view text) {
    constexpr std::array<std::string_view, 6> opening = {"〔", "（", "《", "“", "【", "［"};
    constexpr std::array<std::string_view, 8> closing = {"〕", "）", "》", "”", "】", "］", "，", "。"};
    float width = 0;
    while (take_one(text, opening)) width += 1;
    for (; begins_ascii(text) && text.front() != ' '; text.remove_prefix(1)) width += 0.5F;
    while (take_one(text, closing)) width += 1;
    return width;
}

bool ends_sentence(std::string_view text) {
    return text.ends_with("。") || text.ends_with("！") || text.ends_with("？");
}

// Whether the line had no room for what begins the next one.
bool is_full(const ProseLine& line, const ProseLine& next, const ProseShape& shape) {
    const auto wanted = ends_sentence(line.text) ? 0 : unbroken_width(next.text);
    return line.box.right >= shape.right - std::max(full_line, wanted + half_character) * shape.size;
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
    if (!is_full(line, next, shape)) return false;
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
