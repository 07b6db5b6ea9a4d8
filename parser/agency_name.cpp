#include "parser/agency_name.h"

#include "base/utf8.h"
#include "parser/organ_words.h"
#include "parser/prose.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace ogi::parser {

namespace {

using namespace std::literals;

constexpr std::size_t name_chars_max = 40;

// A name has a province, a city, a county and a town in front; more in a row is a list of places.
constexpr std::size_t places_max = 8;

std::size_t places_length(std::string_view text) {
    std::size_t at = 0;
    for (std::size_t places = 0; places < places_max; ++places) {
        const auto match = match_place(text.substr(at), Accept::full_names);
        if (match.empty()) break;
        at += match.length;
    }
    return at;
}

// A name in pieces, each a view into the text it was read from.
struct Place {
    std::string_view text;
    NameForm form = NameForm::full;
    std::vector<const Division*> divisions;  // Of that name, inside the place before.
};
struct Pieces {
    std::vector<Place> places;
    std::string_view area;  // Zone or township: "高新区", "横山镇".
    bool area_is_zone = false;
    std::string_view organ;  // "公安局新建分局", "财政局"; empty: the place alone.
};

// Does `divisions` hold one inside one of `outer`?
std::vector<const Division*> within(Divisions divisions, Divisions outer) {
    std::vector<const Division*> inside;
    for (const auto* division : divisions) {
        const bool fits = std::ranges::any_of(outer, [&](const Division* o) {
            if (o->code == division->code || o->level() >= division->level()) return false;
            return o->level() == DivisionLevel::province ? o->code == division->province()
                                                         : o->code == division->prefecture();
        });
        if (fits) inside.push_back(division);
    }
    return inside;
}

std::size_t find_area(std::string_view text, Pieces& pieces) {
    if (const auto zone = zone_length(text); zone > 0) {
        pieces.area_is_zone = true;
        return zone;
    }
    return town_length(text);
}

// "沈阳市人民政府大东区", "龙游县人民政府横山镇": the government is the site's, the place inside it the
// agency's.
std::size_t outer_government_length(std::string_view rest, const PlaceMatch& outer) {
    for (const auto government : {"人民政府"sv, "政府"sv}) {
        if (!rest.starts_with(government)) continue;
        const auto after = rest.substr(government.size());
        if (town_length(after) > 0) return government.size();
        const auto inner = match_place(after, Accept::full_names);
        if (!inner.empty() && !within(inner.divisions, outer.divisions).empty()) return government.size();
    }
    return 0;
}

// A stem is a place only where another place or an organ follows: "南昌新建区", "略阳公安局".
bool stands_for_place(std::string_view rest) {
    if (rest.empty()) return true;
    if (names_no_place(rest)) return false;
    const auto zone = zone_length(rest);
    if (zone > 0 || starts_with_zone_ending(rest)) return true;
    if (starts_with_town_ending(rest)) return false;
    const bool place_follows = places_length(rest) > 0;
    return place_follows || (ends_as_organ(rest) && count_han(rest) >= 2);
}

Pieces split_name(std::string_view text) {
    Pieces pieces;
    while (pieces.places.size() < places_max) {
        const auto match = match_place(text, Accept::stems_too);
        if (match.empty()) break;
        const auto rest = text.substr(match.length);
        if (match.form == NameForm::stem &&
            (!stands_for_place(rest) || is_common_word(text.substr(0, match.length))))
            break;
        Place place{
            text.substr(0, match.length), match.form, {match.divisions.begin(), match.divisions.end()}};
        if (!pieces.places.empty()) {
            place.divisions = within(match.divisions, pieces.places.back().divisions);
            if (place.divisions.empty()) break;
        }
        text = rest;
        pieces.places.push_back(std::move(place));
        text.remove_prefix(outer_government_length(text, match));
    }
    const auto area = find_area(text, pieces);
    pieces.area = text.substr(0, area);
    pieces.organ = text.substr(area);
    return pieces;
}

std::string organ_of(const Pieces& pieces, const Division* last) {
    if (!pieces.organ.empty()) return organ_in_full(pieces.organ);
    if (!pieces.area.empty()) {
        if (pieces.area_is_zone) return "管理委员会";
        return pieces.area.ends_with("街道"sv) ? "办事处" : "人民政府";
    }
    return last != nullptr && last->name.ends_with("地区"sv) ? "行政公署" : "人民政府";
}

// The district that a branch is named after, in "公安局新建分局" of a city.
const Division* branch_place(std::string_view organ, const Division* city, const PlaceContext& context) {
    if (city == nullptr || !organ.ends_with("分局"sv)) return nullptr;
    for (const auto ending : {"委员会"sv, "局"sv, "厅"sv}) {
        const auto at = organ.find(ending);
        if (at == std::string_view::npos) continue;
        const auto match = match_place(organ.substr(at + ending.size()), Accept::stems_too);
        const auto inside = within(match.divisions, std::array{city});
        if (!inside.empty()) return context.best_of(inside);
    }
    return nullptr;
}

// "市财政局", "县教育局": names no place, but says of which kind it is.
std::string_view kind_in_front(std::string_view organ) {
    const bool word =
        organ.starts_with("市场"sv) || organ.starts_with("市容"sv) || organ.starts_with("区域"sv) ||
        (organ.starts_with("市政"sv) && !organ.starts_with("市政府"sv) && !organ.starts_with("市政务"sv));
    if (word) return {};
    for (const auto kind : {"省"sv, "市"sv, "县"sv, "区"sv, "州"sv, "旗"sv}) {
        if (organ.starts_with(kind) && organ.size() >= kind.size() + 6) return kind;
    }
    return {};
}

// "温州市大数据发展管理局（温州市大数据中心）" goes by its first name.
std::string without_brackets(std::string_view name) {
    std::string kept;
    for (const auto& [open, close] : {std::pair{"（"sv, "）"sv}, std::pair{"("sv, ")"sv}}) {
        const auto begin = name.find(open);
        const auto end = name.find(close, begin == std::string_view::npos ? 0 : begin);
        if (begin == std::string_view::npos || begin == 0 || end == std::string_view::npos) continue;
        kept = std::string{name.substr(0, begin)} + std::string{name.substr(end + close.size())};
        name = kept;
    }
    return std::string{name};
}

// "教育局、安溪县体育局" of 安溪县 is 教育局、体育局.
std::string without_repeated(std::string organ, const std::string& places) {
    const auto mark = "、" + places;
    for (auto at = organ.find(mark); at != std::string::npos; at = organ.find(mark, at + 1))
        organ.erase(at + "、"sv.size(), places.size());
    return organ;
}

// A district says little without its city.
std::string city_in_front(const Division& division) {
    const auto* parent = division.is_district() ? parent_of(division) : nullptr;
    return parent == nullptr ? "" : std::string{parent->name};
}

// "国家税务总局安溪县税务局": the place stands inside the name.
FullName complete_national(const std::string& name, const PlaceContext& context) {
    FullName full{.name = name, .division = nullptr, .has_place = true, .certain = true};
    std::vector<const Division*> outer;
    for (std::size_t at = 0; at < name.size();) {
        const auto match = match_place(std::string_view{name}.substr(at), Accept::stems_too);
        const auto rest = std::string_view{name}.substr(at + match.length);
        const bool place = !match.empty() && (match.form == NameForm::full || ends_as_organ(rest));
        const auto inside =
            place && !outer.empty() ? within(match.divisions, outer) : std::vector<const Division*>{};
        if (place && outer.empty()) {
            outer.assign(match.divisions.begin(), match.divisions.end());
        } else if (!inside.empty()) {
            outer = inside;
        } else if (!outer.empty()) {
            break;
        }
        at += place ? match.length : 1;
    }
    if (!outer.empty()) full.division = context.best_of(outer);
    return full;
}

// A name without a place of its own, completed by what the page says.
FullName complete_placeless(const Pieces& pieces, const PlaceContext& context) {
    FullName full;
    const auto whole = std::string{pieces.area} + std::string{pieces.organ};
    if (is_national(whole)) return complete_national(whole, context);
    if (!pieces.area.empty()) {
        // A zone carries its place in its name: 平潭综合实验区.
        const auto match = match_place(pieces.area, Accept::stems_too);
        full.division = match.empty() ? nullptr : context.best_of(match.divisions);
        full.has_place = !is_bare_zone(pieces.area);
        full.certain = pieces.area_is_zone && full.has_place;
        full.name = std::string{pieces.area} + organ_of(pieces, nullptr);
        if (pieces.area_is_zone) return full;
        const Division* county = nullptr;
        for (const auto kind : {"区"sv, "县"sv, "市"sv, "旗"sv}) {
            const auto* candidate = context.implied(kind);
            if (candidate == nullptr || candidate->level() != DivisionLevel::county) continue;
            if (county == nullptr || context.score(*candidate) > context.score(*county)) county = candidate;
        }
        full.division = county;
        if (county != nullptr) full.name = city_in_front(*county) + std::string{county->name} + full.name;
        return full;
    }
    const auto kind = kind_in_front(pieces.organ);
    const auto organ = kind.empty() ? pieces.organ : pieces.organ.substr(kind.size());
    Pieces rest;
    rest.organ = organ;
    if (const auto stem = match_place(pieces.organ, Accept::stems_too);
        !stem.empty() && names_no_place(pieces.organ.substr(stem.length))) {
        // "福州铁路公安局", "太湖流域管理局": a place that is none of the divisions.
        return {.name = std::string{pieces.organ}, .division = nullptr, .has_place = true, .certain = true};
    }
    // A bare organ is the host's, if that says no more than a place.
    full.division = kind.empty() ? context.of_host() : context.implied(kind);
    if (full.division == nullptr) {
        full.name = std::string{pieces.organ};
        return full;
    }
    full.name =
        city_in_front(*full.division) + std::string{full.division->name} + organ_of(rest, full.division);
    full.has_place = true;
    return full;
}

}  // namespace

std::string_view leading_agency(std::string_view text) {
    const auto places = places_length(text);
    static constexpr std::array no_beginnings{"在"sv, "按"sv, "根据"sv, "由"sv, "与"sv, "配合"sv};
    if (places == 0 && std::ranges::any_of(no_beginnings, [&](auto word) { return text.starts_with(word); }))
        return {};  // "在省水利厅的指导下".
    std::size_t at = places;
    std::size_t chars = 0;
    while (at < text.size() && chars < name_chars_max) {
        const auto [c, length] = base::decode_utf8(text.substr(at));
        if (!base::is_han(c)) return {};
        at += length, ++chars;
        const auto name = text.substr(0, at);
        const auto own = name.substr(places);
        const bool organ = (places == 0 && is_ministry(name)) ||
                           (ends_as_organ(own) && count_han(own) >= (places == 0 ? 3 : 2));
        if (!organ || !ends_here(text.substr(at))) continue;
        // "增强做好政府|信息公开": without a place in front, the word belongs to what follows.
        return places == 0 && own.ends_with("政府"sv) ? ""sv : name;
    }
    return {};
}

FullName complete_name(std::string_view as_written, const PlaceContext& context) {
    const auto text = without_brackets(without_spaces(as_written));
    const auto pieces = split_name(text);
    if (pieces.places.empty()) {
        return pieces.area.empty() && pieces.organ.empty() ? FullName{} : complete_placeless(pieces, context);
    }
    // "揭东分局" does not say of what.
    if (pieces.area.empty() && pieces.organ == "分局"sv) return {.name = text, .division = nullptr};
    // Inner places narrow the outer ones down; the page decides what is left.
    FullName full{.name = {}, .division = nullptr, .has_place = true, .certain = true};
    const auto& last = pieces.places.back();
    full.division = context.best_of(last.divisions);
    const bool short_alone = last.form == NameForm::stem && pieces.area.empty() && pieces.organ.empty();
    full.certain =
        full.division != nullptr && (!short_alone || full.division->level() == DivisionLevel::province);
    const auto organ = organ_of(pieces, full.division);

    std::string places;
    for (const auto& place : pieces.places) places += place.text;
    const bool expanded = full.division != nullptr && last.form == NameForm::stem && !pieces.area_is_zone &&
                          !keeps_short_place(organ);
    if (expanded) places.replace(places.size() - last.text.size(), last.text.size(), full.division->name);
    const bool alone = pieces.places.size() == 1 && full.division != nullptr;
    const auto city =
        alone && (expanded || last.form == NameForm::full) ? city_in_front(*full.division) : std::string{};
    if (!city.empty() && organ == "公安分局"sv && pieces.area.empty()) {
        full.name = city + "公安局" + places + "分局";
        return full;
    }
    full.name = city + places + std::string{pieces.area} + without_repeated(organ, places);
    if (const auto* branch = branch_place(organ, full.division, context)) full.division = branch;
    return full;
}

}  // namespace ogi::parser
