#include "daemon/sinks/report_document.h"

#include "base/digest.h"
#include "model/names.h"

namespace ogi::daemon {

using base::JsonWriter;
using model::CellKind;
using model::CheckOutcome;

namespace {

void write_if(JsonWriter& json, std::string_view name, std::string_view text) {
    if (!text.empty()) json.field(name, text);
}

void write_figure(JsonWriter& json, const std::optional<model::Decimal>& value) {
    if (!value) return;
    json.key("value").raw(value->text());
    json.field("decimal", value->text());
}

void write_entry(JsonWriter& json, const SinkEvent& event, std::uint64_t epoch) {
    const auto& change = event.change;
    json.field("subject", change.key.agency + "/" + std::to_string(change.key.year));
    json.field("agency", change.key.agency);
    write_if(json, "agency_id", change.agency_id);
    json.field("year", change.key.year).field("epoch", epoch).field("sequence", event.sequence);
    json.field("line_sha256", base::sha256_hex(event.line));
    json.field("type", name_of(change.type)).field("cause", name_of(change.cause));
    if (change.change_class) json.field("class", name_of(*change.change_class));
    if (change.reason) json.field("reason", name_of(*change.reason));
    json.field("withdrawn", change.type == model::ChangeType::withdrawn);
    json.field("time", base::to_iso(change.observed_at));
    if (change.recorded_at) json.field("recordedtime", base::to_iso(*change.recorded_at));
    write_if(json, "source_url", change.source_url);
    json.field("revision", change.revision).key("changed_cells").begin_array();
    for (const auto& cell : change.cells) json.value(cell.id);
    json.end_array().key("aspects").begin_array();
    for (const auto& aspect : change.aspects) json.value(aspect);
    json.end_array();
}

void write_cells_nested(JsonWriter& json, const model::Report& report) {
    json.key("cells").begin_array();
    for (const auto& [id, cell] : report.cells) {
        if (cell.kind == CellKind::absent) continue;
        json.begin_object().field("id", id).field("kind", name_of(cell.kind));
        write_figure(json, cell.value);
        write_if(json, "unit", cell.unit);
        write_if(json, "raw", cell.raw);
        json.end_object();
    }
    json.end_array();
}

// Names with dots stand as they are: both kinds of field take them for a path of the same name.
void write_cells_flattened(JsonWriter& json, const model::Report& report) {
    json.key("cells").begin_object();
    for (const auto& [id, cell] : report.cells) {
        if (cell.value) json.field(id, cell.value->text());
    }
    // The figures of a document are as printed: what money is counted in stands beside them.
    json.end_object().key("cell_units").begin_object();
    for (const auto& [id, cell] : report.cells) {
        if (cell.value && !cell.unit.empty()) json.field(id, cell.unit);
    }
    json.end_object().key("cell_kinds").begin_object();
    for (const auto& [id, cell] : report.cells) {
        if (cell.kind != CellKind::absent) json.field(id, name_of(cell.kind));
    }
    json.end_object();
}

void write_checks(JsonWriter& json, std::string_view name, const model::Report& report,
                  CheckOutcome outcome) {
    json.key(name).begin_array();
    for (const auto& check : report.checks) {
        if (check.outcome == outcome) json.value(check.id);
    }
    json.end_array();
}

void write_prose(JsonWriter& json, const model::Report& report) {
    json.key("anomalies").begin_array();
    for (const auto& anomaly : report.anomalies) json.value(anomaly.code);
    json.end_array().key("statements").begin_array();
    for (const auto& statement : report.statements) {
        json.begin_object().field("name", statement.name);
        write_figure(json, statement.value);
        json.field("approximate", statement.approximate);
        write_if(json, "unit", statement.unit);
        write_if(json, "quote", statement.quote);
        json.end_object();
    }
    json.end_array().key("sections").begin_array();
    for (const auto& section : report.sections) {
        json.begin_object().field("number", section.number);
        json.field("title", section.title).field("text", section.text).end_object();
    }
    json.end_array();
}

void write_report(JsonWriter& json, const model::Report& report, CellsForm form) {
    write_if(json, "agency_as_written", report.agency.as_written);
    write_if(json, "division", report.agency.division);
    write_if(json, "title", report.title);
    if (report.published) json.field("published", base::to_iso(*report.published));
    json.field("generation", name_of(report.generation)).field("verdict", name_of(report.verdict));
    json.field("official", report.official);
    if (form == CellsForm::nested) {
        write_cells_nested(json, report);
    } else {
        write_cells_flattened(json, report);
    }
    write_checks(json, "checks_held", report, CheckOutcome::holds);
    write_checks(json, "checks_violated", report, CheckOutcome::violated);
    write_checks(json, "checks_not_assessable", report, CheckOutcome::not_assessable);
    write_prose(json, report);
}

}  // namespace

std::string report_document(const SinkEvent& event, std::uint64_t epoch, const model::Report* report,
                            CellsForm form) {
    JsonWriter json;
    json.begin_object();
    write_entry(json, event, epoch);
    if (report != nullptr) write_report(json, *report, form);
    json.end_object();
    return json.take();
}

std::string document_id(std::string_view subject) {
    return base::sha256_hex(subject);
}

}  // namespace ogi::daemon
