#include "daemon/answers/explain.h"

#include "base/utf8.h"
#include "daemon/near_words.h"
#include "model/names.h"
#include "model/report_json.h"
#include "parser/cell_labels.h"
#include "parser/severity.h"

#include <algorithm>
#include <vector>

namespace ogi::daemon {

using base::ErrorCode;
using base::JsonWriter;
using base::Result;
using model::Cell;

namespace {

// The rows that were read for a cell: the one that it comes from, and others.
struct Rows {
    const parser::RowTrace* taken = nullptr;
    std::vector<const parser::RowTrace*> others{};
};

// What stands in `cell` before people put it right.
bool is_same_reading(const Cell& cell, const Cell& read) {
    return cell.at == read.at && cell.raw == read.raw;
}

Rows rows_of(const parser::Trace& trace, std::string_view id, const Cell& cell) {
    Rows rows;
    // The last one: a page that goes on over further ones is read anew with each.
    for (const auto& row : trace.rows) {
        const auto* read = row.cell(id);
        if (read != nullptr && is_same_reading(cell, *read)) rows.taken = &row;
    }
    std::vector<Cell> told;
    for (const auto& row : trace.rows) {
        const auto* read = row.cell(id);
        if (read == nullptr || is_same_reading(cell, *read)) continue;
        if (std::ranges::find(told, *read) != told.end()) continue;
        told.push_back(*read);
        rows.others.push_back(&row);
    }
    return rows;
}

std::string one_line(std::string text) {
    std::ranges::replace(text, '\n', ' ');
    return text;
}

// The words right above a table: its caption, or what is taken for one.
std::string caption_of(const model::Document& document, std::size_t grid) {
    std::string caption;
    for (const auto& block : document.blocks) {
        if (block.kind == model::BlockKind::grid && block.grid == grid) return caption;
        if (block.kind != model::BlockKind::grid && !base::trim(block.text).empty())
            caption = std::string{base::trim(block.text)};
    }
    return {};
}

// The words of the cells left of a place in its row.
std::vector<std::string> words_beside(const model::Grid& grid, const model::Place& at) {
    std::vector<std::string> words;
    const model::GridCell* last = nullptr;
    for (int column = 0; column < at.column; ++column) {
        const auto* cell = grid.cell_at(static_cast<std::size_t>(at.row), static_cast<std::size_t>(column));
        if (cell == nullptr || cell == last) continue;
        last = cell;
        const auto kind = parser::read_figure(cell->text, parser::FigureKind::amount).kind;
        if (kind == model::CellKind::text) words.push_back(one_line(cell->text));
    }
    return words;
}

// The heads above a place, the lowest first, as far as there are words and no figures.
std::vector<std::string> heads_above(const model::Grid& grid, const model::Place& at) {
    std::vector<std::string> heads;
    const model::GridCell* last = nullptr;
    for (int row = at.row - 1; row >= 0; --row) {
        const auto* cell = grid.cell_at(static_cast<std::size_t>(row), static_cast<std::size_t>(at.column));
        if (cell == nullptr || cell == last) continue;
        last = cell;
        const auto kind = parser::read_figure(cell->text, parser::FigureKind::amount).kind;
        if (kind == model::CellKind::text) {
            heads.push_back(one_line(cell->text));
        } else if (!heads.empty()) {
            break;
        }
    }
    return heads;
}

void write_list(JsonWriter& json, std::string_view name, const std::vector<std::string>& words) {
    json.key(name).begin_array();
    for (const auto& word : words) json.value(word);
    json.end_array();
}

void write_form(JsonWriter& json, std::string_view id) {
    const auto label = parser::label_of(id);
    json.key("form").begin_object();
    json.field("table", label.table).field("row", label.row).field("column", label.column).end_object();
}

void write_table(JsonWriter& json, const parser::Trace& trace, const Rows& rows, const Cell& cell) {
    json.key("table");
    const auto document = rows.taken != nullptr ? rows.taken->document : std::size_t{0};
    const bool in_grid = cell.at && cell.at->grid >= 0 && document < trace.documents.size() &&
                         static_cast<std::size_t>(cell.at->grid) < trace.documents[document].grids.size();
    if (!in_grid) {
        json.null();
        return;
    }
    const auto index = static_cast<std::size_t>(cell.at->grid);
    const auto& grid = trace.documents[document].grids[index];
    json.begin_object().field("number", cell.at->grid + 1);
    json.field("rows", int{grid.rows}).field("columns", int{grid.columns});
    json.field("caption", one_line(caption_of(trace.documents[document], index)));
    json.field("row", cell.at->row + 1).field("column", cell.at->column + 1);
    write_list(json, "beside", words_beside(grid, *cell.at));
    write_list(json, "above", heads_above(grid, *cell.at));
    json.end_object();
}

void write_row(JsonWriter& json, const Rows& rows) {
    json.key("row");
    if (rows.taken == nullptr) {
        json.null();
        return;
    }
    json.begin_object().field("stem", rows.taken->stem).field("printed", rows.taken->printed);
    json.field("stands_for", rows.taken->wording)
        .field("rule", parser::name_of(rows.taken->rule))
        .field("columns", rows.taken->columns);
    json.key("values").begin_array();
    for (const auto& value : rows.taken->cells) json.value(value.raw);
    json.end_array().end_object();
}

void write_figure(JsonWriter& json, std::string_view id, const Cell& cell) {
    const auto* form = parser::find_form_cell(id);
    json.key("figure").begin_array();
    if (form != nullptr && cell.at)
        for (const auto step : parser::figure_steps(cell.raw, form->kind)) json.value(step);
    json.end_array();
}

// Rows of the same label that were not taken, and readings that the tables held against each other changed.
// What a person put right is told as that, not here.
void write_rejected(JsonWriter& json, const model::Report& report, std::string_view id, const Rows& rows) {
    const auto& cell = report.cells.at(std::string{id});
    const auto put_right = std::ranges::find(report.corrections, id, &model::Correction::cell);
    const bool as_read = put_right == report.corrections.end();
    const auto kind = as_read ? cell.kind : put_right->printed_kind;
    const auto& value = as_read ? cell.value : put_right->printed;
    json.key("rejected").begin_array();
    const auto write = [&](const parser::RowTrace& row, const Cell& read, std::string_view why) {
        json.begin_object()
            .field("why", why)
            .field("printed", row.printed)
            .field("rule", parser::name_of(row.rule));
        json.key("cell");
        model::write_cell(json, read);
        json.end_object();
    };
    if (rows.taken != nullptr) {
        const auto& read = *rows.taken->cell(id);
        if (read.kind != kind || read.value != value) write(*rows.taken, read, "doubted");
    }
    for (const auto* row : rows.others) write(*row, *row->cell(id), "other_row");
    json.end_array();
}

void write_correction(JsonWriter& json, const model::Report& report, std::string_view id) {
    const auto found = std::ranges::find(report.corrections, id, &model::Correction::cell);
    json.key("corrected");
    if (found == report.corrections.end()) {
        json.null();
        return;
    }
    json.begin_object().field("printed_kind", model::name_of(found->printed_kind)).key("printed");
    found->printed ? json.raw(found->printed->text()) : json.null();
    json.field("by", found->by)
        .field("reason", found->reason)
        .field("decision", found->decision)
        .end_object();
}

void write_checks(JsonWriter& json, const model::Report& report, std::string_view id) {
    const auto write = [&](std::string_view name, const std::optional<model::Decimal>& number) {
        json.key(name);
        number ? json.raw(number->text()) : json.null();
    };
    json.key("checks").begin_array();
    for (const auto& check : report.checks) {
        if (!parser::takes_part_in(id, check.id, report)) continue;
        json.begin_object().field("id", check.id).field("outcome", model::name_of(check.outcome));
        write("left", check.left), write("right", check.right);
        json.field("note", check.note).end_object();
    }
    json.end_array();
}

void write_remarks(JsonWriter& json, const model::Report& report, std::string_view id, const Rows& rows) {
    json.key("remarks").begin_array();
    const auto write = [&](std::string_view code, std::string_view quote) {
        json.begin_object().field("code", code).field("quote", quote).end_object();
    };
    const auto stem =
        rows.taken != nullptr ? std::string_view{rows.taken->stem} : id.substr(0, id.rfind('.'));
    for (const auto& remark : report.anomalies)
        if (remark.quote.find(stem) != std::string::npos) write(remark.code, remark.quote);
    for (const auto& suspect : report.suspects)
        if (suspect.cell == id) write("suspect", "the checks want " + suspect.implied.text());
    if (report.ocr && std::ranges::find(report.ocr->repaired, id) != report.ocr->repaired.end())
        write("repaired", "what was recognised did not add up, and the identities leave one answer");
    json.end_array();
}

}  // namespace

Result<void> explain_cell(JsonWriter& json, const model::Report& report, const parser::Trace& trace,
                          std::string_view id) {
    const auto found = report.cells.find(id);
    if (found == report.cells.end()) {
        std::vector<std::string> known;
        for (const auto& [name, cell] : report.cells) known.push_back(name);
        const std::string wanted{id};
        if (known.empty())
            return base::fail(ErrorCode::not_found, "the report has no cells: it shows no table of a form");
        return base::fail(ErrorCode::not_found,
                          "the report has no cell \"" + wanted + "\"" + did_you_mean(id, known) +
                              (did_you_mean(id, known).empty() ? "; ogi show -o csv lists them" : ""));
    }
    const auto& cell = found->second;
    const auto rows = rows_of(trace, id, cell);
    json.field("id", id).key("cell");
    model::write_cell(json, cell);
    write_form(json, id);
    write_table(json, trace, rows, cell);
    write_row(json, rows);
    write_figure(json, id, cell);
    write_rejected(json, report, id, rows);
    write_correction(json, report, id);
    write_checks(json, report, id);
    write_remarks(json, report, id, rows);
    return {};
}

}  // namespace ogi::daemon
