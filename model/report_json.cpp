#include "model/report_json.h"

#include "model/json_fields.h"
#include "model/names.h"
#include "model/report_object.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace ogi::model {

using base::JsonWriter;
using namespace json_fields;

namespace {

void write_decimal(JsonWriter& json, const std::optional<Decimal>& number) {
    if (number) {
        json.raw(number->text());
    } else {
        json.null();
    }
}

// The digits of a number that is not whole, for readers whose JSON numbers are binary floating point.
void write_exact(JsonWriter& json, std::string_view name, const std::optional<Decimal>& number) {
    if (number && !number->is_whole()) json.field(name, number->text());
}

void write_text_or_null(JsonWriter& json, std::string_view name, std::string_view text) {
    json.key(name);
    if (text.empty()) {
        json.null();
    } else {
        json.value(text);
    }
}

void write_at(JsonWriter& json, const std::optional<Place>& place) {
    json.key("at");
    if (place) {
        write_place(json, *place);
    } else {
        json.null();
    }
}

// Two decimals are all that a confidence means.
void write_confidence(JsonWriter& json, double confidence) {
    json.key("confidence").raw(Decimal{std::llround(confidence * 100), 2}.text());
}

void write_agency(JsonWriter& json, const AgencyName& agency) {
    json.key("agency").begin_object();
    write_text_or_null(json, "name", agency.name);
    write_text_or_null(json, "as_written", agency.as_written);
    write_text_or_null(json, "division", agency.division);
    write_confidence(json, agency.confidence);
    write_text_or_null(json, "evidence", agency.evidence);
    if (!agency.read_as.empty()) json.field("read_as", agency.read_as);
    json.end_object();
}

void write_statements(JsonWriter& json, const std::vector<Statement>& statements) {
    json.key("statements").begin_array();
    for (const auto& s : statements) {
        json.begin_object().field("name", s.name).key("value");
        write_decimal(json, s.value);
        write_exact(json, "decimal", s.value);
        json.field("approximate", s.approximate).field("unit", s.unit).field("quote", s.quote);
        write_at(json, s.at);
        json.end_object();
    }
    json.end_array();
}

void write_checks(JsonWriter& json, const std::vector<Check>& checks) {
    json.key("checks").begin_array();
    for (const auto& check : checks) {
        json.begin_object().field("id", check.id).field("outcome", name_of(check.outcome)).key("left");
        write_decimal(json, check.left);
        json.key("right");
        write_decimal(json, check.right);
        write_exact(json, "left_decimal", check.left);
        write_exact(json, "right_decimal", check.right);
        if (!check.note.empty()) json.field("note", check.note);
        json.end_object();
    }
    json.end_array();
}

void write_suspects(JsonWriter& json, const std::vector<Suspect>& suspects) {
    json.key("suspects").begin_array();
    for (const auto& suspect : suspects) {
        json.begin_object().field("cell", suspect.cell).key("value").raw(suspect.value.text());
        write_exact(json, "value_decimal", suspect.value);
        json.key("implied").raw(suspect.implied.text());
        write_exact(json, "implied_decimal", suspect.implied);
        json.key("checks").begin_array();
        for (const auto& id : suspect.checks) json.value(id);
        json.end_array().field("among", suspect.among).end_object();
    }
    json.end_array();
}

// A word or a number, as a reader of the table sees it.
void write_stat_value(JsonWriter& json, const Cell& cell) {
    if (cell.kind == CellKind::number) {
        write_decimal(json, cell.value);
    } else if (cell.raw.empty()) {
        json.null();
    } else {
        json.value(cell.raw);
    }
}

void write_stat_tables(JsonWriter& json, const std::vector<StatTable>& tables) {
    json.key("stat_tables").begin_array();
    for (const auto& table : tables) {
        json.begin_object().field("title", table.title).key("columns").begin_array();
        for (const auto& column : table.columns) json.value(column);
        json.end_array().key("rows").begin_array();
        for (const auto& row : table.rows) {
            json.begin_array();
            for (const auto& cell : row) write_stat_value(json, cell);
            json.end_array();
        }
        json.end_array().key("cells").begin_array();
        for (const auto& row : table.rows) {
            json.begin_array();
            for (const auto& cell : row) write_cell(json, cell);
            json.end_array();
        }
        json.end_array().end_object();
    }
    json.end_array();
}

void write_cell_members(JsonWriter& json, const Cell& cell) {
    json.key("value");
    write_decimal(json, cell.value);
    write_exact(json, "decimal", cell.value);
    json.field("kind", name_of(cell.kind));
    if (cell.kind == CellKind::absent) {
        json.key("raw").null();
    } else {
        json.field("raw", cell.raw);
    }
    write_text_or_null(json, "unit", cell.unit);
    write_at(json, cell.at);
}

void write_cells(JsonWriter& json, const Report& report) {
    json.key("cells").begin_object();
    for (const auto& [id, cell] : report.cells) {
        json.key(id).begin_object();
        write_cell_members(json, cell);
        write_correction_of(json, report, id);
        json.end_object();
    }
    json.end_object();
}

void write_recognition(JsonWriter& json, const Recognition& ocr) {
    json.key("ocr").begin_object().field("confidence", ocr.confidence).key("repaired").begin_array();
    for (const auto& cell : ocr.repaired) json.value(cell);
    json.end_array().end_object();
}

}  // namespace

void write_correction_of(JsonWriter& json, const Report& report, std::string_view cell) {
    const auto corrected = std::ranges::find(report.corrections, cell, &Correction::cell);
    if (corrected == report.corrections.end()) return;
    json.key("corrected").begin_object().key("was");
    write_decimal(json, corrected->printed);
    write_exact(json, "was_decimal", corrected->printed);
    json.field("was_kind", name_of(corrected->printed_kind)).field("by", corrected->by);
    json.field("reason", corrected->reason).field("decision", corrected->decision).end_object();
}

void write_place(JsonWriter& json, const Place& place) {
    json.begin_object();
    const auto& [page, left, top, right, bottom] = place.box;
    if (page > 0) {
        json.field("page", int{page}).key("box").begin_array();
        for (const int side : {left, top, right, bottom}) json.value(side);
        json.end_array();
    } else if (place.bytes.end > 0) {
        json.key("bytes").begin_array();
        json.value(std::int64_t{place.bytes.begin}).value(std::int64_t{place.bytes.end}).end_array();
    }
    if (place.grid >= 0) json.field("grid", place.grid).field("row", place.row).field("column", place.column);
    json.end_object();
}

void write_cell(JsonWriter& json, const Cell& cell) {
    json.begin_object();
    write_cell_members(json, cell);
    json.end_object();
}

void write_report_members(JsonWriter& json, const Report& report) {
    json.field("is_report", report.is_report);
    write_text_or_null(json, "reason", report.reason);
    write_agency(json, report.agency);
    json.key("year");
    if (report.year == 0) {
        json.null();
    } else {
        json.value(report.year);
    }
    write_text_or_null(json, "title", report.title);
    json.key("published").value_or_null(base::to_iso(report.published));
    json.field("generation", name_of(report.generation));
    json.key("provenance").begin_object().field("official", report.official).key("noise").begin_array();
    for (const auto& code : report.noise) json.value(code);
    json.end_array().field("format", name_of(report.format));
    if (report.ocr) write_recognition(json, *report.ocr);
    json.end_object();
    write_cells(json, report);
    write_statements(json, report.statements);
    write_checks(json, report.checks);
    write_suspects(json, report.suspects);
    json.key("anomalies").begin_array();
    for (const auto& a : report.anomalies) {
        json.begin_object().field("code", a.code).field("quote", a.quote).end_object();
    }
    json.end_array();
    write_stat_tables(json, report.stat_tables);
    json.key("sections").begin_array();
    for (const auto& s : report.sections) {
        json.begin_object()
            .field("number", s.number)
            .field("title", s.title)
            .field("text", s.text)
            .end_object();
    }
    json.end_array();
    json.key("attachments").begin_array();
    for (const auto& a : report.attachments) {
        json.begin_object().field("url", a.url).field("text", a.text).end_object();
    }
    json.end_array();
    json.field("verdict", name_of(report.verdict));
}

base::Result<Report> parse_report_json(std::string_view text) {
    TRY(object, parse_object(text));
    return read_report(object);
}

}  // namespace ogi::model
