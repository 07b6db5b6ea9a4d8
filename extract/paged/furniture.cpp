#include "extract/paged/furniture.h"

#include "base/utf8.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace ogi::extract::paged {
namespace {

constexpr float margin_share = 0.12F;     // Of the page's height: heads and feet stand no further in.
constexpr float same_place = 6;           // Points.
constexpr std::size_t pages_min = 3;      // Fewer do not show what goes through.
constexpr std::size_t share_inverse = 2;  // It stands on more than half of them.

bool in_margin(const ProseLine& line, const PagePieces& page) {
    return line.box.bottom < margin_share * page.height || line.box.top > (1 - margin_share) * page.height;
}

// "- 3 -", "3", "3/12", "第3页 共12页".
bool is_page_number(std::string_view text) {
    bool digits = false;
    std::size_t characters = 0;
    constexpr std::size_t characters_max = 14;
    while (!text.empty()) {
        const auto [c, length] = base::decode_utf8(text);
        text.remove_prefix(length);
        const bool digit = (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９');
        if (!digit && !base::is_space(c) &&
            std::u32string_view{U"-‐–—―─－·•|/第页頁共,，~～"}.find(c) == std::u32string_view::npos)
            return false;
        digits = digits || digit;
        if (++characters > characters_max) return false;
    }
    return digits;
}

// Its numbers differ from page to page.
std::string without_digits(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c < '0' || c > '9') out += c;
    }
    return out;
}

using Places = std::map<std::string, std::vector<float>>;

Places places_of(const std::vector<PagePieces>& pages) {
    Places places;
    for (const auto& page : pages) {
        for (const auto& piece : page.pieces) {
            const auto* line = std::get_if<ProseLine>(&piece);
            if (line && in_margin(*line, page)) places[without_digits(line->text)].push_back(line->box.top);
        }
    }
    for (auto& [text, tops] : places) std::ranges::sort(tops);
    return places;
}

bool runs_through(const ProseLine& line, const Places& places, std::size_t pages) {
    const auto found = places.find(without_digits(line.text));
    if (pages < pages_min || found == places.end()) return false;
    const auto& tops = found->second;
    const auto near = std::ranges::upper_bound(tops, line.box.top + same_place) -
                      std::ranges::lower_bound(tops, line.box.top - same_place);
    return static_cast<std::size_t>(near) * share_inverse > pages;
}

}  // namespace

std::vector<ProseLine> take_furniture(std::vector<PagePieces>& pages) {
    const auto places = places_of(pages);
    std::vector<ProseLine> running;
    for (auto& page : pages) {
        std::erase_if(page.pieces, [&](const Piece& piece) {
            const auto* line = std::get_if<ProseLine>(&piece);
            if (!line || !in_margin(*line, page)) return false;
            if (is_page_number(line->text)) return true;
            if (!runs_through(*line, places, pages.size())) return false;
            const auto known = [&](const ProseLine& other) {
                return without_digits(other.text) == without_digits(line->text);
            };
            if (std::ranges::none_of(running, known)) running.push_back(*line);
            return true;
        });
    }
    return running;
}

}  // namespace ogi::extract::paged
