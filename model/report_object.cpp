#include "model/report_object.h"

#include "model/json_fields.h"
#include "model/names.h"

#include <algorithm>

namespace ogi::model {

namespace json = boost::json;
using namespace json_fields;

namespace {

// A number that is not whole has its exact digits beside it, as text in the member `exact`: the JSON number
// itself passed through binary floating point.
std::optional<Decimal> decimal_of(const json::object& object, std::string_view name, std::string_view exact) {
    const auto* value = object.if_contains(name);
    if (value == nullptr || value->is_null()) return std::nullopt;
    if (value->is_int64()) return Decimal::whole(value->as_int64());
    return Decimal::parse(text_of(object, exact));
}

base::Result<Check> read_check(const json::object& object) {
    TRY(outcome, enum_of<CheckOutcome>(object, "outcome"));
    return Check{text_of(object, "id"), outcome, decimal_of(object, "left", "left_decimal"),
                 decimal_of(object, "right", "right_decimal"), text_of(object, "note")};
}

base::Result<Suspect> read_suspect(const json::object& object) {
    const auto value = decimal_of(object, "value", "value_decimal");
    const auto implied = decimal_of(object, "implied", "implied_decimal");
    if (!value || !implied) return base::fail(base::ErrorCode::malformed, "a suspect without its numbers");
    return Suspect{text_of(object, "cell"), *value, *implied, texts_of(object, "checks"),
                   static_cast<int>(whole_of(object, "among"))};
}

base::Result<StatTable> read_stat_table(const json::object& object) {
    StatTable table{text_of(object, "title"), texts_of(object, "columns"), {}};
    for (const auto& row : array_of(object, "cells")) {
        if (!row.is_array()) return base::fail(base::ErrorCode::malformed, "stat_tables: a row is no array");
        auto& cells = table.rows.emplace_back();
        for (const auto& value : row.as_array()) {
            if (!value.is_object())
                return base::fail(base::ErrorCode::malformed, "stat_tables: a cell is no object");
            TRY(cell, read_cell(value.as_object()));
            cells.push_back(std::move(cell));
        }
    }
    return table;
}

// Calls `read` with every object of an array member; the first failure ends it.
template <class Read>
base::Result<void> for_each_object(const json::object& object, std::string_view name, Read read) {
    for (const auto& value : array_of(object, name)) {
        if (!value.is_object()) {
            return base::fail(base::ErrorCode::malformed,
                              std::string{name} + " holds something that is no object");
        }
        TRY_VOID(read(value.as_object()));
    }
    return {};
}

base::Result<void> read_prose(const json::object& object, Report& report) {
    TRY_VOID(for_each_object(object, "statements", [&](const json::object& s) -> base::Result<void> {
        report.statements.push_back({text_of(s, "name"), decimal_of(s, "value", "decimal"),
                                     truth_of(s, "approximate"), text_of(s, "unit"), text_of(s, "quote"),
                                     read_place(s, "at")});
        return {};
    }));
    TRY_VOID(for_each_object(object, "anomalies", [&](const json::object& a) -> base::Result<void> {
        report.anomalies.push_back({text_of(a, "code"), text_of(a, "quote")});
        return {};
    }));
    TRY_VOID(for_each_object(object, "attachments", [&](const json::object& a) -> base::Result<void> {
        report.attachments.push_back({text_of(a, "url"), text_of(a, "text")});
        return {};
    }));
    return for_each_object(object, "sections", [&](const json::object& s) -> base::Result<void> {
        report.sections.push_back(
            {static_cast<int>(whole_of(s, "number")), text_of(s, "title"), text_of(s, "text")});
        return {};
    });
}

base::Result<Correction> read_correction(std::string_view cell, const json::object& object) {
    TRY(kind, enum_of<CellKind>(object, "was_kind"));
    return Correction{.cell = std::string{cell},
                      .printed_kind = kind,
                      .printed = decimal_of(object, "was", "was_decimal"),
                      .decision = text_of(object, "decision"),
                      .by = text_of(object, "by"),
                      .reason = text_of(object, "reason")};
}

base::Result<void> read_figures(const json::object& object, Report& report) {
    for (const auto& [id, value] : object_of(object, "cells")) {
        if (!value.is_object()) return base::fail(base::ErrorCode::malformed, "a cell is no object");
        TRY(cell, read_cell(value.as_object()));
        report.cells.emplace(std::string{id}, std::move(cell));
        if (!value.as_object().contains("corrected")) continue;
        TRY(correction, read_correction(id, object_of(value.as_object(), "corrected")));
        report.corrections.push_back(std::move(correction));
    }
    TRY_VOID(for_each_object(object, "checks", [&](const json::object& c) -> base::Result<void> {
        TRY(check, read_check(c));
        report.checks.push_back(std::move(check));
        return {};
    }));
    TRY_VOID(for_each_object(object, "suspects", [&](const json::object& s) -> base::Result<void> {
        TRY(suspect, read_suspect(s));
        report.suspects.push_back(std::move(suspect));
        return {};
    }));
    return for_each_object(object, "stat_tables", [&](const json::object& t) -> base::Result<void> {
        TRY(table, read_stat_table(t));
        report.stat_tables.push_back(std::move(table));
        return {};
    });
}

bool are_whole(const json::array& numbers, std::size_t count) {
    return numbers.size() == count &&
           std::ranges::all_of(numbers, [](const json::value& number) { return number.is_int64(); });
}

}  // namespace

std::optional<Place> read_place(const json::object& object, std::string_view name) {
    const auto& at = object_of(object, name);
    if (at.empty()) return std::nullopt;
    Place place;
    if (const auto& bytes = array_of(at, "bytes"); are_whole(bytes, 2)) {
        place.bytes = {static_cast<std::uint32_t>(bytes[0].as_int64()),
                       static_cast<std::uint32_t>(bytes[1].as_int64())};
    }
    if (const auto& box = array_of(at, "box"); are_whole(box, 4)) {
        const auto side = [&](std::size_t i) { return static_cast<std::uint16_t>(box[i].as_int64()); };
        place.box = {static_cast<std::uint16_t>(whole_of(at, "page")), side(0), side(1), side(2), side(3)};
    }
    if (at.contains("grid")) {
        place.grid = static_cast<int>(whole_of(at, "grid"));
        place.row = static_cast<int>(whole_of(at, "row"));
        place.column = static_cast<int>(whole_of(at, "column"));
    }
    return place;
}

base::Result<Cell> read_cell(const json::object& object) {
    TRY(kind, enum_of<CellKind>(object, "kind"));
    Cell cell{kind, decimal_of(object, "value", "decimal"), text_of(object, "raw"), text_of(object, "unit"),
              read_place(object, "at")};
    if ((cell.kind == CellKind::number) != cell.value.has_value()) {
        return base::fail(base::ErrorCode::malformed, "a cell's kind and value do not agree");
    }
    return cell;
}

base::Result<Report> read_report(const json::object& object) {
    Report report;
    report.is_report = truth_of(object, "is_report");
    report.reason = text_of(object, "reason");
    const auto& agency = object_of(object, "agency");
    report.agency = {text_of(agency, "name"),     text_of(agency, "as_written"),
                     text_of(agency, "division"), fraction_of(agency, "confidence"),
                     text_of(agency, "evidence"), text_of(agency, "read_as")};
    report.year = static_cast<int>(whole_of(object, "year"));
    report.title = text_of(object, "title");
    if (const auto date = base::parse_iso_date(text_of(object, "published"))) report.published = *date;
    TRY(generation, enum_of<Generation>(object, "generation"));
    report.generation = generation;
    const auto& provenance = object_of(object, "provenance");
    report.official = truth_of(provenance, "official");
    report.noise = texts_of(provenance, "noise");
    report.format = from_name<Format>(text_of(provenance, "format")).value_or(Format::html);
    if (provenance.contains("ocr")) {
        const auto& ocr = object_of(provenance, "ocr");
        report.ocr = Recognition{static_cast<int>(whole_of(ocr, "confidence")), texts_of(ocr, "repaired")};
    }
    TRY_VOID(read_figures(object, report));
    TRY_VOID(read_prose(object, report));
    TRY(verdict, enum_of<Verdict>(object, "verdict"));
    report.verdict = verdict;
    return report;
}

}  // namespace ogi::model
