#include "daemon/decisions/agency_names.h"

#include "base/digest.h"
#include "parser/gazetteer.h"

#include <algorithm>
#include <optional>

namespace ogi::daemon {

namespace {

constexpr std::size_t id_digits = 16;

// The divisions that a name begins with, read strictly.
struct Places {
    std::size_t last_begin = 0;  // Where the last one stands, in bytes.
    std::size_t end = 0;
    int code = 0;                         // Of the last one; 0: none, or it may be several.
    std::vector<std::string_view> above;  // The names in front of it.
};

bool is_above(const parser::Division& division, const parser::Division& other) {
    if (division.level() == parser::DivisionLevel::province) return division.code == other.province();
    return division.level() == parser::DivisionLevel::prefecture &&
           other.level() == parser::DivisionLevel::county && division.code == other.prefecture();
}

// The one code that a name can mean below all of `above`; nullopt if there are several, or none.
std::optional<int> only_code(parser::Divisions divisions, const std::vector<parser::Divisions>& above) {
    std::optional<int> code;
    for (const auto* division : divisions) {
        const bool fits = std::ranges::all_of(above, [&](parser::Divisions names) {
            return std::ranges::any_of(names, [&](const auto* one) { return is_above(*one, *division); });
        });
        if (!fits) continue;
        if (code && *code != division->code) return std::nullopt;
        code = division->code;
    }
    return code;
}

Places places_of(std::string_view name) {
    Places places;
    std::vector<parser::Divisions> above;
    parser::Divisions last;
    while (places.end < name.size()) {
        const auto match = parser::match_place(name.substr(places.end), parser::Accept::full_names);
        if (match.empty()) break;
        if (places.end != 0) {
            places.above.push_back(name.substr(places.last_begin, places.end - places.last_begin));
            above.push_back(last);
        }
        places.last_begin = places.end;
        places.end += match.length;
        last = match.divisions;
    }
    if (const auto code = only_code(last, above)) places.code = *code;
    return places;
}

// The names of today that may stand in front of a division, the widest first.
std::vector<std::string_view> names_above(int code) {
    std::vector<std::string_view> names;
    const auto* division = parser::division_by_code(code);
    if (division == nullptr) return names;
    for (const auto* above = parser::parent_of(*division); above != nullptr;
         above = parser::parent_of(*above))
        names.insert(names.begin(), above->name);
    return names;
}

}  // namespace

std::vector<std::string> spellings_of(std::string_view name) {
    std::vector<std::string> spellings{std::string{name}};
    const auto places = places_of(name);
    if (places.code == 0 || places.end == name.size()) return spellings;
    const auto above = names_above(places.code);
    const auto is_known = [&](std::string_view place) {
        return std::ranges::find(above, place) != above.end();
    };
    if (!std::ranges::all_of(places.above, is_known)) return spellings;
    for (unsigned chosen = 0; chosen < 1U << above.size(); ++chosen) {
        std::string spelling;
        for (std::size_t i = 0; i < above.size(); ++i) {
            if ((chosen >> i & 1) != 0) spelling += above[i];
        }
        spelling += name.substr(places.last_begin);
        if (spelling == name) continue;
        const auto again = places_of(spelling);
        const bool same = again.code == places.code && spelling.substr(again.end) == name.substr(places.end);
        if (same) spellings.push_back(std::move(spelling));
    }
    std::ranges::sort(spellings, [](const auto& a, const auto& b) {
        return a.size() != b.size() ? a.size() < b.size() : a < b;
    });
    return spellings;
}

std::string core_of(std::string_view name) {
    return spellings_of(name).front();
}

std::string agency_id_of(std::string_view name) {
    return std::string{agency_id_begin} + base::sha256_hex(core_of(name)).substr(0, id_digits);
}

}  // namespace ogi::daemon
