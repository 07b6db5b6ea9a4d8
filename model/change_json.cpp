#include "model/change_json.h"

#include "base/json_writer.h"
#include "model/json_fields.h"
#include "model/names.h"
#include "model/report_json.h"
#include "model/report_object.h"

#include <algorithm>
#include <charconv>

namespace ogi::model {

using base::JsonWriter;
using namespace json_fields;

namespace {

constexpr std::string_view type_prefix = "cn.ogid.report.";

void write_value(JsonWriter& json, std::string_view side, const Cell& cell) {
    json.key(side);
    if (cell.value) {
        json.raw(cell.value->text());
    } else {
        json.null();
    }
}

void write_side(JsonWriter& json, std::string_view side, const Cell& cell) {
    const std::string prefix{side};
    json.field(prefix + "_kind", name_of(cell.kind));
    if (cell.value && !cell.value->is_whole()) json.field(prefix + "_decimal", cell.value->text());
    json.field(prefix + "_raw", cell.raw).field(prefix + "_unit", cell.unit);
    if (!cell.at) return;
    json.key(prefix + "_at");
    write_place(json, *cell.at);
}

std::string_view operation_of(const CellChange& change) {
    if (change.old_cell.kind == CellKind::absent) return "appear";
    return change.new_cell.kind == CellKind::absent ? "vanish" : "set";
}

void write_ids(JsonWriter& json, std::string_view name, const std::vector<std::string>& ids) {
    if (ids.empty()) return;
    json.key(name).begin_array();
    for (const auto& id : ids) json.value(id);
    json.end_array();
}

base::Result<Cell> read_side(const boost::json::object& object, std::string_view side) {
    const std::string prefix{side};
    TRY(kind, enum_of<CellKind>(object, prefix + "_kind"));
    Cell cell{kind,
              {},
              text_of(object, prefix + "_raw"),
              text_of(object, prefix + "_unit"),
              read_place(object, prefix + "_at")};
    if (kind != CellKind::number) return cell;
    const auto* value = object.if_contains(side);
    const bool whole = value != nullptr && value->is_int64();
    cell.value =
        whole ? Decimal::whole(value->as_int64()) : Decimal::parse(text_of(object, prefix + "_decimal"));
    if (!cell.value) return base::fail(base::ErrorCode::malformed, "a change with an unreadable figure");
    return cell;
}

}  // namespace

void write_sides(JsonWriter& json, const Cell& old_cell, const Cell& new_cell) {
    write_value(json, "old", old_cell);
    write_value(json, "new", new_cell);
    write_side(json, "old", old_cell);
    write_side(json, "new", new_cell);
}

void write_cell_change(JsonWriter& json, const CellChange& change) {
    json.begin_object().field("id", change.id);
    write_sides(json, change.old_cell, change.new_cell);
    json.field("op", operation_of(change));
    write_ids(json, "broke", change.broke);
    write_ids(json, "healed", change.healed);
    if (change.severity) json.field("severity", name_of(*change.severity));
    json.end_object();
}

std::string to_json(const Change& change, std::string_view source, std::string_view cursor) {
    const auto sequence = std::to_string(change.sequence);
    const auto year = std::to_string(change.key.year);
    JsonWriter json;
    json.begin_object()
        .field("specversion", "1.0")
        .field("id", cursor.empty() ? std::string_view{sequence} : cursor)
        .field("source", source)
        .field("type", std::string{type_prefix} + std::string{name_of(change.type)})
        .field("subject", change.key.agency + "/" + year)
        .field("time", base::to_iso(change.observed_at));
    if (change.recorded_at) json.field("recordedtime", base::to_iso(*change.recorded_at));
    json.field("datacontenttype", "application/json").field("sequence", sequence);
    if (!cursor.empty()) json.field("cursor", cursor);
    json.key("data").begin_object();
    json.field("agency", change.key.agency)
        .field("year", change.key.year)
        .field("source_url", change.source_url);
    json.field("revision", change.revision).field("cause", name_of(change.cause)).key("class");
    json.value_or_null(change.change_class ? std::optional{name_of(*change.change_class)} : std::nullopt);
    json.key("cells").begin_array();
    for (const auto& cell : change.cells) write_cell_change(json, cell);
    json.end_array().key("aspects").begin_array();
    for (const auto& aspect : change.aspects) json.value(aspect);
    json.end_array();
    if (change.reason) json.field("reason", name_of(*change.reason));
    if (!change.agency_id.empty()) json.field("agency_id", change.agency_id);
    if (!change.filed_as.empty()) json.field("filed_as", change.filed_as + "/" + year);
    json.end_object().end_object();
    return json.take();
}

base::Result<Change> parse_change_json(std::string_view line) {
    TRY(object, parse_object(line));
    const auto refuse = [](std::string_view why) { return base::fail(base::ErrorCode::malformed, why); };
    Change change;
    const auto digits = text_of(object, "sequence");
    const auto [end, problem] =
        std::from_chars(digits.data(), digits.data() + digits.size(), change.sequence);
    if (problem != std::errc{} || end != digits.data() + digits.size())
        return refuse("a change without a sequence");
    const auto type = text_of(object, "type");
    const auto word = std::string_view{type}.substr(type.rfind('.') + 1);
    const auto known = from_name<ChangeType>(word);
    const auto time = time_of(object, "time");
    if (!known || !time) return refuse("a change without a known type or a time");
    change.type = *known;
    change.observed_at = *time;
    change.recorded_at = time_of(object, "recordedtime");
    const auto& data = object_of(object, "data");
    change.key = {text_of(data, "agency"), static_cast<int>(whole_of(data, "year"))};
    change.source_url = text_of(data, "source_url");
    change.revision = static_cast<int>(whole_of(data, "revision"));
    for (const auto& value : array_of(data, "cells")) {
        if (!value.is_object()) return refuse("a changed cell is no object");
        const auto& cell = value.as_object();
        TRY(before, read_side(cell, "old"));
        TRY(after, read_side(cell, "new"));
        change.cells.push_back({text_of(cell, "id"), std::move(before), std::move(after),
                                texts_of(cell, "broke"), texts_of(cell, "healed"),
                                from_name<ChangeSeverity>(text_of(cell, "severity"))});
    }
    change.aspects = texts_of(data, "aspects");
    change.reason = from_name<GoneReason>(text_of(data, "reason"));
    change.agency_id = text_of(data, "agency_id");
    change.filed_as = text_of(data, "filed_as");
    change.filed_as.resize(std::min(change.filed_as.rfind('/'), change.filed_as.size()));
    // Older lines have neither.
    change.cause = from_name<Cause>(text_of(data, "cause")).value_or(Cause::source);
    change.change_class = from_name<ChangeClass>(text_of(data, "class"));
    return change;
}

}  // namespace ogi::model
