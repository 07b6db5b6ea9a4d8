#include "drawing.h"

#include "base/utf8.h"

namespace ogi::extract::paged {

Drawing::Drawing(std::uint16_t number) {
    page.number = number;
    page.width = 595;
    page.height = 842;
}

Drawing& Drawing::text(float x, float top, std::string_view utf8, float size, float spacing) {
    while (!utf8.empty()) {
        const auto [character, length] = base::decode_utf8(utf8);
        const auto width = character >= 0x2E80 ? size : size / 2;
        Glyph glyph;
        glyph.text = utf8.substr(0, length);
        glyph.box = {x, top, x + width, top + size};
        glyph.size = size;
        page.glyphs.push_back(std::move(glyph));
        x += width + spacing;
        utf8.remove_prefix(length);
    }
    return *this;
}

Drawing& Drawing::across(float y, float from, float to) {
    page.rules.push_back({from, y, to, y, 0.5F});
    return *this;
}

Drawing& Drawing::down(float x, float from, float to) {
    page.rules.push_back({x, from, x, to, 0.5F});
    return *this;
}

Drawing& Drawing::table(const std::vector<float>& xs, const std::vector<float>& ys) {
    for (const auto y : ys) across(y, xs.front(), xs.back());
    for (const auto x : xs) down(x, ys.front(), ys.back());
    return *this;
}

Drawing& Drawing::row(const std::vector<float>& xs, float top, const std::vector<std::string>& texts) {
    for (std::size_t i = 0; i < texts.size(); ++i) text(xs[i] + 3, top, texts[i]);
    return *this;
}

std::string rows_of(const model::Grid& grid) {
    std::string rows;
    for (std::size_t row = 0; row < grid.rows; ++row) {
        std::string texts;
        bool first = true;
        for (const auto& cell : grid.cells) {
            if (cell.row != row) continue;
            texts += (first ? "" : "|") + cell.text;
            first = false;
        }
        rows += texts + '\n';
    }
    return rows;
}

}  // namespace ogi::extract::paged
