#include "parser/recognised_name.h"

#include "parser/gazetteer.h"
#include "parser/sequence_match.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::parser {
namespace {

using namespace std::string_view_literals;

constexpr double recognised_confidence = 0.6;  // Nothing reads a name a second time.
constexpr std::size_t han_bytes = 3;
constexpr std::size_t place_characters_max = 12;  // Of the longest name of a division.
constexpr std::array place_words = {"省"sv, "市"sv, "县"sv, "区"sv, "旗"sv, "州"sv, "盟"sv};
// What ends as a division does and is none.
constexpr std::array zone_words = {"开发区"sv, "高新"sv, "新区"sv, "实验区"sv, "示范区"sv,
                                   "保税"sv,   "园区"sv, "风景"sv, "度假"sv,   "合作区"sv};

// As many bytes of Han characters as `name` has, and all but one of them the same. The last says what kind of
// place it is.
bool differs_in_one(std::string_view seen, std::string_view name) {
    if (seen.size() < name.size() || name.size() % han_bytes != 0 || name.size() < 2 * han_bytes)
        return false;
    std::size_t apart = 0;
    for (std::size_t at = 0; at < name.size(); at += han_bytes)
        apart += seen.substr(at, han_bytes) != name.substr(at, han_bytes);
    return apart == 1 &&
           seen.substr(name.size() - han_bytes, han_bytes) == name.substr(name.size() - han_bytes);
}

bool lies_in(const Division& division, const Division* place) {
    if (place == nullptr) return true;
    return place->level() == DivisionLevel::province ? division.province() == place->code
                                                     : division.prefecture() == place->code;
}

// The divisions within `place` that the beginning of `seen` may be a misreading of, by name.
std::set<std::string_view> likes_of(std::string_view seen, const Division* place, int year) {
    std::set<std::string_view> names;
    for (const auto& division : all_divisions()) {
        const bool used = year == 0 ? division.current() : division.in_use(year);
        if (used && lies_in(division, place) && differs_in_one(seen, division.name))
            names.insert(division.name);
    }
    return names;
}

// Behind its last division a name has no further place: "地吧区水利局" has, which nobody knows.
bool ends_in_organ(std::string_view rest) {
    rest = rest.substr(0, place_characters_max * han_bytes);
    const auto has = [&](std::string_view word) { return rest.find(word) != std::string_view::npos; };
    return std::ranges::any_of(zone_words, has) || std::ranges::none_of(place_words, has);
}

// Puts a place right where one division is like it. Whether all places of the name are known then.
bool repair(model::AgencyName& agency, int year) {
    const Division* place = nullptr;
    for (std::size_t at = 0;;) {
        const auto rest = std::string_view{agency.name}.substr(at);
        const auto match = match_place(rest, Accept::full_names);
        if (!match.empty()) {
            const auto bearers = in_use(match.divisions, year);
            const auto within =
                std::ranges::find_if(bearers, [&](const auto* one) { return lies_in(*one, place); });
            if (within == bearers.end()) return false;
            place = *within;
            agency.division = place->code_text();
            at += match.length;
            continue;
        }
        if (place != nullptr && ends_in_organ(rest)) return true;
        const auto likes = likes_of(rest, place, year);
        if (likes.size() != 1) return false;
        agency.name.replace(at, likes.begin()->size(), *likes.begin());
        if (match_place(std::string_view{agency.name}.substr(at), Accept::full_names).empty()) return false;
    }
}

// Whether one of them may be the other with some characters misread: more than half of the shorter one's
// characters stand in the other, in the same order.
bool may_be_misread(std::string_view one, std::string_view other) {
    TokenNumbers numbers;
    const auto characters = [&](std::string_view text) {
        std::vector<std::uint32_t> all;
        for (std::size_t at = 0; at + han_bytes <= text.size(); at += han_bytes)
            all.push_back(numbers.of(text.substr(at, han_bytes)));
        return all;
    };
    const auto a = characters(one), b = characters(other);
    return 2 * match_sequences(a, b).pairs.size() > std::min(a.size(), b.size());
}

}  // namespace

model::AgencyName doubt_recognised_name(model::AgencyName seen, const model::AgencyName& written, int year) {
    const auto printed = seen.name;
    const bool known = !seen.name.empty() && repair(seen, year);
    if (!written.name.empty() &&
        (!known || seen.name == written.name || may_be_misread(printed, written.name))) {
        auto answer = written;
        if (!seen.as_written.empty()) answer.as_written = seen.as_written;
        return answer;
    }
    if (!known) {
        seen.name.clear();
        seen.division.clear();
        seen.confidence = 0;
    }
    seen.confidence = std::min(seen.confidence, recognised_confidence);
    return seen;
}

}  // namespace ogi::parser
