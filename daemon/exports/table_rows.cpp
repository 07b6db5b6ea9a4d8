#include "daemon/exports/table_rows.h"

#include "base/json_writer.h"
#include "daemon/exports/dictionary.h"
#include "model/json_fields.h"
#include "model/names.h"
#include "model/report_json.h"

#include <algorithm>
#include <iterator>

namespace ogi::daemon {

using base::Result;
namespace fields = model::json_fields;

namespace {

Value word(std::string_view name) {
    return std::string{name};
}

Value whole(std::int64_t number) {
    return number;
}

Value day(const std::optional<base::Date>& date) {
    return date ? Value{base::to_iso(*date)} : Value{};
}

Value moment(const std::optional<base::UtcTime>& time) {
    return time ? Value{base::to_iso(*time)} : Value{};
}

Value joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& each : words) text += (text.empty() ? "" : " ") + each;
    return text_or_nothing(text);
}

// The cells that they are about, with a blank between.
Value cells_of(const auto& marks) {
    std::vector<std::string> ids;
    for (const auto& mark : marks) ids.push_back(mark.cell);
    return joined(ids);
}

}  // namespace

bool is_corrected(const model::Report& report, std::string_view cell) {
    return std::ranges::any_of(report.corrections, [&](const auto& made) { return made.cell == cell; });
}

const model::Suspect* suspect_of(const model::Report& report, std::string_view cell) {
    const auto found = std::ranges::find(report.suspects, cell, &model::Suspect::cell);
    return found == report.suspects.end() ? nullptr : &*found;
}

namespace {

void add_cell(Row& row, const model::Report& report, std::string_view id, const model::Cell& cell) {
    row.push_back(number_or_nothing(cell.value));
    row.push_back(word(name_of(cell.kind)));
    row.push_back(text_or_nothing(cell.unit));
    row.push_back(text_or_nothing(cell.raw));
    row.push_back(place_value(cell.at));
    row.emplace_back(is_corrected(report, id));
    const auto* suspect = suspect_of(report, id);
    row.emplace_back(suspect != nullptr);
    row.push_back(suspect == nullptr ? Value{} : Value{suspect->implied});
}

}  // namespace

Value place_value(const std::optional<model::Place>& place) {
    if (!place) return {};
    base::JsonWriter json;
    model::write_place(json, *place);
    return json.take();
}

Row report_row(const StoredReport& stored) {
    const auto& report = stored.report;
    return {word(report.agency.name),
            whole(report.year),
            word(stored.agency_id),
            text_or_nothing(report.agency.division),
            word(name_of(report.generation)),
            text_or_nothing(report.title),
            day(report.published),
            word(name_of(report.verdict)),
            report.official,
            word(name_of(report.format)),
            report.ocr ? whole(report.ocr->confidence) : Value{},
            text_or_nothing(report.agency.as_written),
            word(stored.source_url),
            whole(stored.revision),
            word(stored.observed_at),
            text_or_nothing(stored.withdrawn_at),
            whole(static_cast<std::int64_t>(report.corrections.size())),
            cells_of(report.corrections),
            cells_of(report.suspects),
            text_or_nothing(stored.snapshot),
            text_or_nothing(stored.parser_version)};
}

Result<void> cell_rows(const StoredReport& stored, const RowSink& sink) {
    const auto& report = stored.report;
    for (const auto& [id, cell] : report.cells) {
        Row row{word(report.agency.name), whole(report.year), word(id), text_or_nothing(stored.withdrawn_at)};
        add_cell(row, report, id, cell);
        TRY_VOID(sink(row));
    }
    return {};
}

Result<void> cell_rows_for_people(const StoredReport& stored, const RowSink& sink) {
    const auto& report = stored.report;
    for (const auto& [id, cell] : report.cells) {
        const auto* entry = find_in_dictionary(id);
        Row row{word(report.agency.name),
                whole(report.year),
                word(stored.agency_id),
                text_or_nothing(report.agency.division),
                word(name_of(report.generation)),
                word(id),
                entry == nullptr ? Value{} : word(entry->label()),
                whole(stored.revision),
                word(stored.source_url),
                text_or_nothing(stored.withdrawn_at)};
        add_cell(row, report, id, cell);
        TRY_VOID(sink(row));
    }
    return {};
}

Result<void> check_rows(const StoredReport& stored, const RowSink& sink) {
    const auto& report = stored.report;
    std::int64_t number = 0;
    for (const auto& check : report.checks) {
        TRY_VOID(sink({word(report.agency.name), whole(report.year), whole(++number), word(check.id),
                       word(name_of(check.outcome)), number_or_nothing(check.left),
                       number_or_nothing(check.right), text_or_nothing(check.note)}));
    }
    return {};
}

Result<void> statement_rows(const StoredReport& stored, const RowSink& sink) {
    const auto& report = stored.report;
    std::int64_t number = 0;
    for (const auto& said : report.statements) {
        TRY_VOID(sink({word(report.agency.name), whole(report.year), whole(++number), word(said.name),
                       number_or_nothing(said.value), said.approximate, text_or_nothing(said.unit),
                       text_or_nothing(said.quote), place_value(said.at)}));
    }
    return {};
}

Row change_row(const model::Change& change) {
    const auto depth = change.change_class ? name_of(*change.change_class) : std::string_view{};
    const auto reason = change.reason ? name_of(*change.reason) : std::string_view{};
    return {whole(static_cast<std::int64_t>(change.sequence)),
            word(change.key.agency),
            whole(change.key.year),
            word(name_of(change.type)),
            word(name_of(change.cause)),
            text_or_nothing(depth),
            whole(change.revision),
            moment(change.observed_at),
            moment(change.recorded_at),
            text_or_nothing(change.source_url),
            joined(change.aspects),
            text_or_nothing(reason)};
}

Result<void> changed_cell_rows(const model::Change& change, const RowSink& sink) {
    for (const auto& cell : change.cells) {
        const auto severity = cell.severity ? name_of(*cell.severity) : std::string_view{};
        TRY_VOID(sink({whole(static_cast<std::int64_t>(change.sequence)), word(cell.id),
                       number_or_nothing(cell.old_cell.value), word(name_of(cell.old_cell.kind)),
                       text_or_nothing(cell.old_cell.unit), number_or_nothing(cell.new_cell.value),
                       word(name_of(cell.new_cell.kind)), text_or_nothing(cell.new_cell.unit),
                       text_or_nothing(severity)}));
    }
    return {};
}

Row agency_row(const boost::json::object& agency) {
    const auto name = fields::text_of(agency, "name");
    std::string others, division_name;
    for (const auto& other : fields::array_of(agency, "names")) {
        if (!other.is_object()) continue;
        const auto text = fields::text_of(other.as_object(), "name");
        if (text != name) others += (others.empty() ? "" : "；") + text;
    }
    const auto division = fields::text_of(agency, "division");
    for (const auto& each : fields::array_of(agency, "divisions")) {
        // In order of time: the last is the name it has today, or had last.
        if (each.is_object() && fields::text_of(each.as_object(), "code") == division)
            division_name = fields::text_of(each.as_object(), "name");
    }
    return {word(fields::text_of(agency, "id")),
            word(name),
            text_or_nothing(others),
            text_or_nothing(fields::text_of(agency, "level")),
            text_or_nothing(fields::text_of(agency, "kind")),
            text_or_nothing(division),
            text_or_nothing(division_name)};
}

Row agency_row(std::string_view id, std::string_view name) {
    return {word(id), word(name), {}, {}, {}, {}, {}};
}

Result<void> dictionary_rows(const RowSink& sink) {
    for (const auto& entry : dictionary()) {
        TRY_VOID(sink({word(entry.cell), word(entry.table), word(entry.row), word(entry.column),
                       word(entry.english), word(entry.kind), text_or_nothing(entry.unit),
                       joined(entry.generations), joined(entry.identities)}));
    }
    return {};
}

}  // namespace ogi::daemon
