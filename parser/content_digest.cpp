#include "base/digest.h"
#include "base/json_writer.h"
#include "base/time.h"
#include "model/names.h"
#include "parser/compare.h"
#include "parser/counted_unit.h"
#include "parser/unspaced.h"

// Stores hold digests that were made by these bytes: what is written here, and in which order, changes only
// with parser_version.
namespace ogi::parser {

namespace {

using base::JsonWriter;
using model::Cell;
using model::CellKind;
using model::Report;

void write_figure(JsonWriter& json, CellKind kind, const std::optional<model::Decimal>& value) {
    json.value(model::name_of(kind));
    value ? json.value(value->text()) : json.null();
}

void write_figure(JsonWriter& json, const Cell& cell) {
    write_figure(json, cell.kind, cell.value);
    if (const auto unit = counted_unit(cell); !unit.empty()) json.value(unit);
}

std::string text_of(const Report& report) {
    JsonWriter json;
    json.begin_array();
    for (const auto& section : report.sections) {
        json.value(section.number).value(without_space(section.title)).value(without_space(section.text));
    }
    return json.end_array().take();
}

std::string stat_tables_of(const Report& report) {
    JsonWriter json;
    json.begin_array();
    for (const auto& table : report.stat_tables) {
        json.begin_array().value(without_space(table.title)).begin_array();
        for (const auto& column : table.columns) json.value(without_space(column));
        json.end_array();
        for (const auto& row : table.rows) {
            json.begin_array();
            for (const auto& cell : row) {
                write_figure(json, cell);
                // Words are what a cell of a free table says; a label is one of them.
                json.value(cell.kind == CellKind::number ? std::string{} : without_space(cell.raw));
            }
            json.end_array();
        }
        json.end_array();
    }
    return json.end_array().take();
}

// All that counts of what people put right; the parser makes no corrections.
std::string corrections_of(const Report& report) {
    JsonWriter json;
    json.begin_array();
    for (const auto& correction : report.corrections) {
        json.value(correction.cell).value(correction.decision);
        write_figure(json, correction.printed_kind, correction.printed);
    }
    return json.end_array().take();
}

}  // namespace

std::string content_digest(const Report& report) {
    JsonWriter json;
    json.begin_object();
    for (const auto& [id, cell] : report.cells) {
        if (cell.kind == CellKind::absent) continue;
        json.key(id).begin_array();
        write_figure(json, cell);
        if (says_words(cell)) json.value(without_space(cell.raw));
        json.end_array();
    }
    json.field("agency_as_written", without_space(report.agency.as_written));
    json.field("title", without_space(report.title));
    json.field("published", report.published ? base::to_iso(*report.published) : std::string{});
    json.field("text", text_of(report)).field("stat_tables", stat_tables_of(report));
    json.field("generation", std::string{model::name_of(report.generation)});
    if (!report.corrections.empty()) json.field("corrections", corrections_of(report));
    return base::sha256_hex(json.end_object().text());
}

}  // namespace ogi::parser
