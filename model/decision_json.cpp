#include "model/decision_json.h"

#include "base/digest.h"
#include "model/json_fields.h"
#include "model/names.h"

#include <array>

namespace ogi::model {

using base::ErrorCode;
using base::JsonWriter;
using base::Result;
using namespace json_fields;

namespace {

constexpr std::size_t id_digits = 16;

struct Kind {
    DecisionKind kind;
    std::string_view word;
};
constexpr std::array kinds = {Kind{DecisionKind::agency_alias, "agency.alias"},
                              Kind{DecisionKind::agency_rename, "agency.rename"},
                              Kind{DecisionKind::agency_merge, "agency.merge"},
                              Kind{DecisionKind::agency_split, "agency.split"},
                              Kind{DecisionKind::cell_correct, "cell.correct"},
                              Kind{DecisionKind::doubt_confirm, "doubt.confirm"},
                              Kind{DecisionKind::revoke, "revoke"}};

base::Error refuse(std::string_view why) {
    return base::fail(ErrorCode::malformed, why);
}

void write_figure(JsonWriter& json, std::string_view name, const Figure& figure) {
    json.key(name).begin_object().field("kind", name_of(figure.kind)).key("value");
    if (figure.value) {
        json.raw(figure.value->text());
        if (!figure.value->is_whole()) json.field("decimal", figure.value->text());
    } else {
        json.null();
    }
    if (!figure.raw.empty()) json.field("raw", figure.raw);
    json.end_object();
}

Result<std::optional<Figure>> read_figure(const boost::json::object& object, std::string_view name) {
    if (!object.contains(name)) return std::optional<Figure>{};
    const auto& member = object_of(object, name);
    TRY(kind, enum_of<CellKind>(member, "kind"));
    Figure figure{.kind = kind, .raw = text_of(member, "raw")};
    if (kind == CellKind::number) {
        const auto* value = member.if_contains("value");
        const bool whole = value != nullptr && value->is_int64();
        figure.value = whole ? Decimal::whole(value->as_int64()) : Decimal::parse(text_of(member, "decimal"));
        if (!figure.value) return refuse(std::string{name} + " is a number without a value");
    }
    return std::optional{std::move(figure)};
}

Result<std::optional<base::Date>> read_date(const boost::json::object& object, std::string_view name) {
    const auto text = text_of(object, name);
    if (text.empty()) return std::optional<base::Date>{};
    const auto date = base::parse_iso_date(text);
    if (!date) return refuse(std::string{name} + " must be a day as in 2019-03-01, not \"" + text + "\"");
    return std::optional{*date};
}

Result<std::optional<YearRange>> read_years(const boost::json::object& object) {
    if (!object.contains("years")) return std::optional<YearRange>{};
    const auto& years = object_of(object, "years");
    const YearRange range{static_cast<int>(whole_of(years, "first")),
                          static_cast<int>(whole_of(years, "last"))};
    if (range.first < 0 || range.last < 0 || (range.last != 0 && range.last < range.first) ||
        (range.first == 0 && range.last == 0)) {
        return refuse("years must have first, last or both, the later one last");
    }
    return std::optional{range};
}

// What is missing for a decision of its kind; empty if nothing is.
std::string_view missing(const Decision& decision) {
    const auto two_names = [&]() -> std::string_view {
        if (decision.agency.empty()) return "agency";
        if (decision.name.empty()) return "name";
        return decision.agency == decision.name ? "name, other than agency" : "";
    };
    const bool doubts_report = !decision.cell.empty() || !decision.check.empty();
    switch (decision.kind) {
        case DecisionKind::agency_alias:
        case DecisionKind::agency_merge:
            return two_names();
        case DecisionKind::agency_rename:
            if (!decision.from && !decision.to) return "from or to";
            return two_names();
        case DecisionKind::agency_split:
            if (!decision.years && decision.url.empty()) return "years or url";
            return two_names();
        case DecisionKind::doubt_confirm:
            if (!doubts_report) return two_names();
            if (decision.agency.empty()) return "agency";
            return decision.year == 0 ? "year" : "";
        case DecisionKind::cell_correct:
            if (decision.agency.empty()) return "agency";
            if (decision.year == 0) return "year";
            if (decision.cell.empty()) return "cell";
            return decision.right ? "" : "right";
        case DecisionKind::revoke:
            return decision.revokes.empty() ? "revokes" : "";
        case DecisionKind::unknown:
            break;
    }
    return "";
}

void write_text(JsonWriter& json, std::string_view name, const std::string& text) {
    if (!text.empty()) json.field(name, text);
}

}  // namespace

bool prints(const Cell& cell, const Figure& figure) {
    if (cell.kind != figure.kind) return false;
    switch (cell.kind) {
        case CellKind::number:
            return cell.value == figure.value;
        case CellKind::text:
        case CellKind::unreadable:
            return cell.raw == figure.raw;
        case CellKind::blank:
        case CellKind::slash:
        case CellKind::dash:
        case CellKind::absent:
            break;
    }
    return true;
}

std::string_view name_of(DecisionKind kind) {
    for (const auto& [candidate, word] : kinds) {
        if (candidate == kind) return word;
    }
    return "unknown";
}

std::optional<DecisionKind> decision_kind_of(std::string_view word) {
    for (const auto& [kind, candidate] : kinds) {
        if (candidate == word) return kind;
    }
    return std::nullopt;
}

void write_decision_members(JsonWriter& json, const Decision& decision) {
    write_text(json, "id", decision.id);
    if (decision.at != base::UtcTime{}) json.field("at", base::to_iso(decision.at));
    json.field("by", decision.by).field("reason", decision.reason);
    const bool known = decision.kind != DecisionKind::unknown;
    json.field("kind", known ? name_of(decision.kind) : std::string_view{decision.kind_word});
    write_text(json, "agency", decision.agency);
    write_text(json, "name", decision.name);
    if (decision.from) json.field("from", base::to_iso(*decision.from));
    if (decision.to) json.field("to", base::to_iso(*decision.to));
    if (decision.years) {
        json.key("years").begin_object();
        if (decision.years->first != 0) json.field("first", decision.years->first);
        if (decision.years->last != 0) json.field("last", decision.years->last);
        json.end_object();
    }
    write_text(json, "url", decision.url);
    if (decision.year != 0) json.field("year", decision.year);
    write_text(json, "cell", decision.cell);
    write_text(json, "check", decision.check);
    if (decision.printed) write_figure(json, "printed", *decision.printed);
    if (decision.right) write_figure(json, "right", *decision.right);
    write_text(json, "revokes", decision.revokes);
}

std::string to_json(const Decision& decision) {
    JsonWriter json;
    json.begin_object();
    write_decision_members(json, decision);
    return json.end_object().take();
}

Result<Decision> parse_decision_json(std::string_view line) {
    TRY(object, parse_object(line));
    Decision decision{
        .id = text_of(object, "id"), .by = text_of(object, "by"), .reason = text_of(object, "reason")};
    if (const auto text = text_of(object, "at"); !text.empty()) {
        const auto at = base::parse_iso_time(text);
        if (!at) return refuse("at must be a time as in 2026-02-01T08:00:00.000Z, not \"" + text + "\"");
        decision.at = *at;
    }
    const auto word = text_of(object, "kind");
    if (word.empty()) return refuse("kind is missing");
    const auto kind = decision_kind_of(word);
    if (!kind) {
        decision.kind_word = word;
        return decision;
    }
    decision.kind = *kind;
    if (decision.by.empty()) return refuse("by is missing: who decides");
    if (decision.reason.empty()) return refuse("reason is missing: why");
    decision.agency = text_of(object, "agency");
    decision.name = text_of(object, "name");
    TRY(from, read_date(object, "from"));
    TRY(to, read_date(object, "to"));
    TRY(years, read_years(object));
    TRY(printed, read_figure(object, "printed"));
    TRY(right, read_figure(object, "right"));
    decision.from = from, decision.to = to, decision.years = years;
    decision.printed = std::move(printed), decision.right = std::move(right);
    decision.url = text_of(object, "url");
    decision.year = static_cast<int>(whole_of(object, "year"));
    decision.cell = text_of(object, "cell");
    decision.check = text_of(object, "check");
    decision.revokes = text_of(object, "revokes");
    if (const auto lacking = missing(decision); !lacking.empty())
        return refuse(std::string{word} + " needs " + std::string{lacking});
    return decision;
}

std::string decision_id(const Decision& decision) {
    auto unnamed = decision;
    unnamed.id.clear();
    return "d-" + base::sha256_hex(to_json(unnamed)).substr(0, id_digits);
}

std::string words_of(const Figure& figure) {
    if (figure.value) return figure.value->text();
    std::string words{name_of(figure.kind)};
    return figure.raw.empty() ? words : words + " \"" + figure.raw + "\"";
}

}  // namespace ogi::model
