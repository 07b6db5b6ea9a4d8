#include "model/agency_json.h"

#include "base/json_writer.h"
#include "model/json_fields.h"

#include <array>
#include <charconv>
#include <utility>

namespace ogi::model {

using namespace json_fields;

namespace {

template <class Enum>
using Word = std::pair<Enum, std::string_view>;

constexpr std::array levels = {Word<AgencyLevel>{AgencyLevel::unknown, "unknown"},
                               Word<AgencyLevel>{AgencyLevel::central, "central"},
                               Word<AgencyLevel>{AgencyLevel::province, "province"},
                               Word<AgencyLevel>{AgencyLevel::prefecture, "prefecture"},
                               Word<AgencyLevel>{AgencyLevel::county, "county"},
                               Word<AgencyLevel>{AgencyLevel::township, "township"}};
constexpr std::array kinds = {Word<AgencyKind>{AgencyKind::unknown, "unknown"},
                              Word<AgencyKind>{AgencyKind::government, "government"},
                              Word<AgencyKind>{AgencyKind::department, "department"}};
constexpr std::array origins = {Word<AgencyOrigin>{AgencyOrigin::report, "report"},
                                Word<AgencyOrigin>{AgencyOrigin::source, "source"},
                                Word<AgencyOrigin>{AgencyOrigin::roster, "roster"}};

template <class Words, class Enum>
std::string_view word_of(const Words& words, Enum value) {
    for (const auto& [candidate, word] : words) {
        if (candidate == value) return word;
    }
    return "unknown";
}

template <class Words>
auto value_of(const Words& words, std::string_view text) -> std::optional<decltype(words[0].first)> {
    for (const auto& [value, word] : words) {
        if (word == text) return value;
    }
    return std::nullopt;
}

std::optional<unsigned> two_digits(std::string_view text) {
    unsigned number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.size() != 2 || problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<base::Date> date_of(const boost::json::object& object, std::string_view name) {
    const auto date = base::parse_iso_date(text_of(object, name));
    return date ? std::optional{*date} : std::nullopt;
}

}  // namespace

std::string_view name_of(AgencyLevel level) {
    return word_of(levels, level);
}
std::string_view name_of(AgencyKind kind) {
    return word_of(kinds, kind);
}
std::string_view name_of(AgencyOrigin origin) {
    return word_of(origins, origin);
}
std::optional<AgencyLevel> agency_level_of(std::string_view word) {
    return value_of(levels, word);
}
std::optional<AgencyKind> agency_kind_of(std::string_view word) {
    return value_of(kinds, word);
}

std::string to_text(std::chrono::month_day day) {
    return base::to_iso(base::Date{std::chrono::year{2000} / day}).substr(5);
}

std::optional<std::chrono::month_day> parse_month_day(std::string_view text) {
    if (text.size() != 5 || text[2] != '-') return std::nullopt;
    const auto month = two_digits(text.substr(0, 2)), day = two_digits(text.substr(3));
    if (!month || !day) return std::nullopt;
    const std::chrono::month_day found{std::chrono::month{*month}, std::chrono::day{*day}};
    // 29 February is no day of every year.
    const bool every_year = found.ok() && found != std::chrono::February / 29;
    return every_year ? std::optional{found} : std::nullopt;
}

std::string to_json(const Agency& agency) {
    base::JsonWriter json;
    json.begin_object().field("name", agency.name).field("level", name_of(agency.level));
    json.field("kind", name_of(agency.kind))
        .field("division", agency.division)
        .field("parent", agency.parent);
    json.key("valid_from").value_or_null(base::to_iso(agency.valid_from));
    json.key("valid_to").value_or_null(base::to_iso(agency.valid_to));
    json.key("deadline")
        .value_or_null(agency.deadline ? std::optional{to_text(*agency.deadline)} : std::nullopt);
    json.field("origin", name_of(agency.origin)).end_object();
    return json.take();
}

base::Result<Agency> parse_agency_json(std::string_view line) {
    TRY(object, parse_object(line));
    const auto level = agency_level_of(text_of(object, "level"));
    const auto kind = agency_kind_of(text_of(object, "kind"));
    const auto origin = value_of(origins, text_of(object, "origin"));
    auto name = text_of(object, "name");
    if (!level || !kind || !origin || name.empty())
        return base::fail(base::ErrorCode::malformed, "an agency without name, or with an unknown word");
    return Agency{.name = std::move(name),
                  .level = *level,
                  .kind = *kind,
                  .division = text_of(object, "division"),
                  .parent = text_of(object, "parent"),
                  .valid_from = date_of(object, "valid_from"),
                  .valid_to = date_of(object, "valid_to"),
                  .deadline = parse_month_day(text_of(object, "deadline")),
                  .origin = *origin};
}

}  // namespace ogi::model
