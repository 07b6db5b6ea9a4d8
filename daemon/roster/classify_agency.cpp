#include "daemon/roster/classify_agency.h"

#include "parser/gazetteer.h"

#include <algorithm>
#include <array>

namespace ogi::daemon {

using model::AgencyKind;
using model::AgencyLevel;
using namespace std::literals;

namespace {

constexpr std::string_view government_word = "人民政府";

// Endings of names, the first that fits counts.
struct Ending {
    std::string_view words;
    AgencyKind kind;
};
constexpr std::array endings = {
    Ending{"人民政府"sv, AgencyKind::government}, Ending{"管理委员会"sv, AgencyKind::government},
    Ending{"管委会"sv, AgencyKind::government},   Ending{"街道办事处"sv, AgencyKind::government},
    Ending{"街道"sv, AgencyKind::government},     Ending{"行政公署"sv, AgencyKind::government},
    Ending{"公司"sv, AgencyKind::unknown},        Ending{"医院"sv, AgencyKind::unknown},
    Ending{"居民委员会"sv, AgencyKind::unknown},  Ending{"村民委员会"sv, AgencyKind::unknown},
    Ending{"局"sv, AgencyKind::department},       Ending{"厅"sv, AgencyKind::department},
    Ending{"委员会"sv, AgencyKind::department},   Ending{"办公室"sv, AgencyKind::department},
    Ending{"委"sv, AgencyKind::department},       Ending{"办"sv, AgencyKind::department},
};
constexpr std::array township_endings = {"镇"sv, "乡"sv, "街道"sv, "街道办事处"sv, "苏木"sv};

AgencyKind kind_of(std::string_view name) {
    const auto fits = std::ranges::find_if(endings, [&](const Ending& e) { return name.ends_with(e.words); });
    return fits == endings.end() ? AgencyKind::unknown : fits->kind;
}

AgencyLevel level_of(const parser::Division& division) {
    switch (division.level()) {
        case parser::DivisionLevel::province:
            return AgencyLevel::province;
        case parser::DivisionLevel::prefecture:
            return AgencyLevel::prefecture;
        case parser::DivisionLevel::county:
            return AgencyLevel::county;
    }
    return AgencyLevel::unknown;
}

// The divisions that a name begins with, the widest first: where each ends, and the last of them.
struct Places {
    std::size_t end = 0;           // Of the last one, in bytes.
    std::size_t end_but_last = 0;  // Of the one before.
    const parser::Division* division = nullptr;
};

// The division that a name means behind `above`, nullptr if none; the bearer of today before former ones.
// With nothing in front, a name that several divisions bear tells of none.
const parser::Division* choose(parser::Divisions divisions, const parser::Division* above) {
    const parser::Division* found = nullptr;
    for (const auto* division : divisions) {
        if (above != nullptr && division->province() != above->province()) continue;
        if (above == nullptr && found != nullptr && division->code != found->code) return nullptr;
        if (found == nullptr || (division->current() && !found->current())) found = division;
    }
    return found;
}

Places places_of(std::string_view name) {
    Places places;
    while (places.end < name.size()) {
        const auto match = parser::match_place(name.substr(places.end), parser::Accept::full_names);
        if (match.empty()) break;
        const auto* found = choose(match.divisions, places.division);
        if (found == nullptr) break;
        places.end_but_last = places.end;
        places.end += match.length;
        places.division = found;
    }
    return places;
}

bool is_township(std::string_view rest) {
    if (rest.ends_with(government_word)) rest.remove_suffix(government_word.size());
    return std::ranges::any_of(township_endings,
                               [&](std::string_view ending) { return rest.ends_with(ending); });
}

}  // namespace

model::Agency classify_agency(std::string_view name, model::AgencyOrigin origin) {
    model::Agency agency{.name = std::string{name}, .kind = kind_of(name), .origin = origin};
    const auto places = places_of(name);
    if (places.division == nullptr) return agency;
    const auto rest = name.substr(places.end);
    agency.division = places.division->code_text();
    agency.level = is_township(rest) ? AgencyLevel::township : level_of(*places.division);
    const bool governs_it = rest == government_word;
    const auto above = name.substr(0, governs_it ? places.end_but_last : places.end);
    if (!above.empty()) agency.parent = std::string{above} + std::string{government_word};
    return agency;
}

}  // namespace ogi::daemon
