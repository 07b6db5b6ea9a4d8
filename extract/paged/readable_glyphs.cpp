#include "extract/paged/readable_glyphs.h"

#include "base/utf8.h"

#include <unicode/unorm2.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <unordered_map>

namespace ogi::extract::paged {
namespace {

constexpr float size_min = 1;                // Points: nobody reads what is smaller.
constexpr float twice_drawn = 0.2F;          // Of the size: no further from each other are two of one.
constexpr std::size_t scan_glyphs_max = 20;  // A page number, a stamp's text.
constexpr float scan_share = 0.4F;           // Of the page, what pictures cover of a scan.

struct LookAlike {
    char32_t drawn;
    char32_t meant;
};

// Radicals of U+2E80 that fonts name where they draw the simplified character; Unicode gives them no
// decomposition (EquivalentUnifiedIdeograph.txt).
constexpr LookAlike radicals[] = {
    {0x2EA0, U'民'}, {0x2EC4, U'西'}, {0x2EC5, U'见'}, {0x2EC6, U'角'}, {0x2EC9, U'贝'}, {0x2ECB, U'车'},
    {0x2ED3, U'长'}, {0x2ED4, U'门'}, {0x2ED8, U'青'}, {0x2ED9, U'韦'}, {0x2EDA, U'页'}, {0x2EDB, U'风'},
    {0x2EDC, U'飞'}, {0x2EDD, U'食'}, {0x2EE2, U'马'}, {0x2EE3, U'骨'}, {0x2EE4, U'鬼'}, {0x2EE5, U'鱼'},
    {0x2EE6, U'鸟'}, {0x2EE8, U'麦'}, {0x2EE9, U'黄'}, {0x2EEC, U'齐'}, {0x2EEE, U'齿'}, {0x2EF0, U'龙'},
};

bool is_look_alike(char32_t c) {
    return (c >= 0x2E80 && c <= 0x2FDF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFB00 && c <= 0xFB06);
}

void append_meant(std::string& text, char32_t drawn) {
    const auto known = std::ranges::find(radicals, drawn, &LookAlike::drawn);
    if (known != std::end(radicals)) return base::append_utf8(text, known->meant);
    UErrorCode error = U_ZERO_ERROR;
    const auto* form = unorm2_getNFKCInstance(&error);
    const auto from = static_cast<UChar>(drawn);
    UChar to[8];
    const auto length = unorm2_normalize(form, &from, 1, to, 8, &error);
    if (U_FAILURE(error)) return base::append_utf8(text, drawn);
    for (std::int32_t i = 0; i < length; ++i) base::append_utf8(text, to[i]);
}

std::string meant_text(std::string_view drawn) {
    std::string text;
    while (!drawn.empty()) {
        const auto [character, length] = base::decode_utf8(drawn);
        if (is_look_alike(character))
            append_meant(text, character);
        else
            text += drawn.substr(0, length);
        drawn.remove_prefix(length);
    }
    return text;
}

// Glyphs by their text and where they stand, roughly.
class DrawnBefore {
  public:
    // Whether the same was drawn there already; takes it down.
    bool look(const Glyph& glyph) {
        const auto x = static_cast<std::int64_t>(std::floor(glyph.box.left / step));
        const auto y = static_cast<std::int64_t>(std::floor(glyph.box.top / step));
        for (auto near_x = x - 1; near_x <= x + 1; ++near_x) {
            for (auto near_y = y - 1; near_y <= y + 1; ++near_y) {
                const auto [begin, end] = places_.equal_range(key(glyph, near_x, near_y));
                for (auto at = begin; at != end; ++at) {
                    if (same(*at->second, glyph)) return true;
                }
            }
        }
        places_.emplace(key(glyph, x, y), &glyph);
        return false;
    }

  private:
    static constexpr float step = 2;  // Points; two of one stand no further apart.

    static std::size_t key(const Glyph& glyph, std::int64_t x, std::int64_t y) {
        return std::hash<std::string>{}(glyph.text) ^ (static_cast<std::size_t>(x) * 0x9E3779B97F4A7C15U) ^
               (static_cast<std::size_t>(y) * 0xC2B2AE3D27D4EB4FU);
    }
    static bool same(const Glyph& a, const Glyph& b) {
        const auto near = std::min(step, twice_drawn * b.size);
        return a.text == b.text && std::abs(a.box.left - b.box.left) <= near &&
               std::abs(a.box.top - b.box.top) <= near;
    }

    std::unordered_multimap<std::size_t, const Glyph*> places_;
};

}  // namespace

std::vector<Glyph> readable_glyphs(std::vector<Glyph> glyphs) {
    std::erase_if(glyphs, [](const Glyph& glyph) {
        return glyph.hidden || glyph.text.empty() || glyph.size < size_min;
    });
    DrawnBefore before;
    std::vector<bool> twice(glyphs.size());
    for (std::size_t i = 0; i < glyphs.size(); ++i) twice[i] = before.look(glyphs[i]);
    std::vector<Glyph> readable;
    readable.reserve(glyphs.size());
    for (std::size_t i = 0; i < glyphs.size(); ++i) {
        if (twice[i]) continue;
        glyphs[i].text = meant_text(glyphs[i].text);
        readable.push_back(std::move(glyphs[i]));
    }
    return readable;
}

bool is_scanned(const Page& page) {
    const auto seen = std::ranges::count_if(page.glyphs, [](const Glyph& glyph) { return !glyph.hidden; });
    if (static_cast<std::size_t>(seen) > scan_glyphs_max) return false;
    float covered = 0;
    for (const auto& picture : page.pictures)
        covered += std::max(picture.width(), 0.0F) * std::max(picture.height(), 0.0F);
    return covered >= scan_share * page.width * page.height;
}

}  // namespace ogi::extract::paged
