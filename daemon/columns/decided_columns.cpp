#include "daemon/columns/decided_columns.h"

#include "daemon/columns/column_makers.h"

#include <string_view>

namespace ogi::daemon {

namespace {

std::string joined(const json::object& line, std::string_view array, std::string_view member) {
    std::string text;
    const auto* items = array_in(line, array);
    if (items == nullptr) return text;
    for (const auto& item : *items) {
        const auto word =
            member.empty() ? text_at(json::object{{"it", item}}, "it") : text_at(item.as_object(), member);
        text += (text.empty() ? "" : ", ") + word;
    }
    return text;
}

// Its names beside the one it is listed by.
std::string other_names(const json::object& line) {
    std::string text;
    const auto name = text_at(line, "name");
    for (const auto* array : {"names", "also"}) {
        const auto* items = array_in(line, array);
        if (items == nullptr) continue;
        for (const auto& item : *items) {
            const auto other = text_at(item.as_object(), "name");
            const bool told = other == name || text.find(other) != std::string::npos;
            if (!told) text += (text.empty() ? "" : ", ") + other;
        }
    }
    return text;
}

// "2015–2023"; a report's own line has its year.
std::string years(const json::object& line) {
    if (line.contains("year")) return text_at(line, "year");
    const auto first = text_at(line, "first_year"), last = text_at(line, "last_year");
    return first == last ? first : first + "–" + last;
}

// "requests.granted.total: 12 → 21", "甲局 → 乙局".
std::string what_was_decided(const json::object& line) {
    const auto figure = [&](std::string_view side) {
        const auto* object = object_in(line, side);
        if (object == nullptr) return std::string{};
        const auto value = text_at(*object, "value");
        return value.empty() ? text_at(*object, "kind") : value;
    };
    if (const auto revoked = text_at(line, "revokes"); !revoked.empty()) return revoked;
    auto text = text_at(line, "agency");
    if (const auto year = text_at(line, "year"); !year.empty()) text += "/" + year;
    if (const auto name = text_at(line, "name"); !name.empty()) text += " → " + name;
    if (const auto check = text_at(line, "check"); !check.empty()) text += " " + check;
    if (const auto cell = text_at(line, "cell"); !cell.empty()) text += " " + cell + ": " + figure("printed");
    return line.contains("right") ? text + " → " + figure("right") : text;
}

std::string standing_of_decision(const json::object& line) {
    const auto prints = text_at(line, "prints");
    return text_at(line, "standing") + (prints.empty() ? "" : " (prints " + prints + ")");
}

std::string name_or_agency(const json::object& line) {
    const auto name = text_at(line, "name");
    return name.empty() ? text_at(line, "agency") : name;
}

std::string id_of_agency(const json::object& line) {
    const auto id = text_at(line, "id");
    return id.empty() ? text_at(line, "agency_id") : id;
}

Column list_of(std::string title, std::string array) {
    return {std::move(title),
            [array = std::move(array)](const json::object& line) { return joined(line, array, ""); }};
}

}  // namespace

std::vector<Column> decided_columns(About about) {
    if (about == About::decisions) {
        return {at("ID", "id"),        time_at("AT", "at"),        at("BY", "by"),
                at("KIND", "kind"),    {"WHAT", what_was_decided}, {"STANDING", standing_of_decision},
                at("REASON", "reason")};
    }
    if (about == About::doubts) {
        return {at("WHY", "reason"), at("AGENCY", "agency"), at("OTHER", "other"), list_of("HOSTS", "hosts"),
                at("SETTLE WITH", "settle")};
    }
    return {{"ID", id_of_agency},      {"AGENCY", name_or_agency}, at("DIVISION", "division"),
            {"YEARS", years},          at("REPORTS", "reports"),   {"ALSO", other_names},
            at("SOURCE", "source_url")};
}

std::vector<Column> decided_csv_columns(About about) {
    if (about == About::decisions) {
        return {at("id", "id"),
                at("at", "at"),
                at("by", "by"),
                at("kind", "kind"),
                at("agency", "agency"),
                at("name", "name"),
                at("year", "year"),
                at("cell", "cell"),
                at("check", "check"),
                {"what", what_was_decided},
                at("standing", "standing"),
                at("prints", "prints"),
                at("revokes", "revokes"),
                at("reason", "reason")};
    }
    if (about == About::doubts) {
        return {at("reason", "reason"),    at("agency", "agency"),    at("other", "other"),
                list_of("hosts", "hosts"), list_of("years", "years"), at("settle", "settle")};
    }
    return {{"id", id_of_agency},
            {"name", name_or_agency},
            at("level", "level"),
            at("kind", "kind"),
            at("division", "division"),
            {"years", years},
            at("reports", "reports"),
            {"also", other_names},
            at("source_url", "source_url"),
            at("revision", "revision"),
            at("withdrawn_at", "withdrawn_at")};
}

}  // namespace ogi::daemon
