#include "parser/recognised_name.h"

#include "base/utf8.h"
#include "parser/gazetteer.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

namespace ogi::parser {
namespace {

// What two readings of one name leave of its certainty.
constexpr double repaired_confidence = 0.6;

// As many bytes of Han characters as `name` has, and all but one of them the same. The last says what kind of
// place it is.
bool differs_in_one(std::string_view seen, std::string_view name) {
    constexpr std::size_t han_bytes = 3;
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

bool was_seen(std::string_view evidence) {
    return evidence == "title" || evidence == "body" || evidence == "signature" || evidence == "publisher";
}

}  // namespace

model::AgencyName doubt_recognised_name(model::AgencyName agency, int year) {
    if (!was_seen(agency.evidence)) return agency;
    const Division* place = nullptr;
    std::size_t at = 0;
    for (;;) {
        const auto rest = std::string_view{agency.name}.substr(at);
        if (const auto match = match_place(rest, Accept::full_names); !match.empty()) {
            place = in_use(match.divisions, year).front();
            at += match.length;
            continue;
        }
        if (place != nullptr && place->level() == DivisionLevel::county) return agency;
        const auto likes = likes_of(rest, place, year);
        if (likes.empty()) return agency;
        if (likes.size() > 1) {
            agency.name.clear();
            agency.division.clear();
            agency.confidence = 0;
            return agency;
        }
        agency.name.replace(at, likes.begin()->size(), *likes.begin());
        agency.confidence = std::min(agency.confidence, repaired_confidence);
        const auto repaired = match_place(std::string_view{agency.name}.substr(at), Accept::full_names);
        for (const auto* division : in_use(repaired.divisions, year)) {
            if (lies_in(*division, place)) agency.division = division->code_text();
        }
    }
}

}  // namespace ogi::parser
