#include "extract/read_document.h"
#include "model/report_json.h"
#include "parser/catalogue.h"
#include "parser/compare.h"
#include "parser/parse_report.h"
#include "tests/fuzz/printed.h"
#include "tests/fuzz/promise.h"

#include <cmath>

// A body, page or text, all the way to its report's JSON and back.

namespace {

using namespace ogi;

void promise_cell(const model::Cell& cell, std::size_t body_bytes) {
    fuzz::promise((cell.kind == model::CellKind::number) == cell.value.has_value(),
                  "a cell has a value if and only if it is a number");
    if (cell.value)
        fuzz::promise(fuzz::is_printed(*cell.value, cell.raw), "a cell's value is what is printed");
    if (cell.kind == model::CellKind::absent)
        fuzz::promise(cell.raw.empty(), "what is absent is not printed");
    if (!cell.at) return;
    fuzz::promise(cell.at->bytes.begin <= cell.at->bytes.end, "a cell begins before it ends");
    fuzz::promise(cell.at->bytes.end <= body_bytes, "a cell lies inside the body");
}

void promise_checks(const model::Report& report) {
    for (const auto& check : report.checks) {
        const bool assessed = check.outcome != model::CheckOutcome::not_assessable;
        const bool is_identity = !check.id.starts_with("misuse.");
        if (is_identity && assessed)
            fuzz::promise(check.left && check.right, "a check that says something shows it");
    }
    for (const auto& suspect : report.suspects) {
        const auto cell = report.cells.find(suspect.cell);
        fuzz::promise(cell != report.cells.end() && cell->second.value == suspect.value,
                      "a suspect is a number of the report");
    }
}

void promise_round_trip(const model::Report& report) {
    base::JsonWriter json;
    json.begin_object();
    model::write_report_members(json, report);
    json.end_object();
    auto back = model::parse_report_json(json.text());
    fuzz::promise(back.has_value(), "a report's JSON can be read");
    // A confidence is written with two decimals.
    fuzz::promise(std::abs(back->agency.confidence - report.agency.confidence) < 0.0051,
                  "a confidence comes back");
    back->agency.confidence = report.agency.confidence;
    fuzz::promise(*back == report, "a report comes back from its JSON");
    fuzz::promise(parser::compare_reports(report, *back).empty(), "a report does not differ from itself");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    model::Snapshot snapshot;
    snapshot.final_url = base::Url::parse("http://www.example.gov.cn/zwgk/t20210131_1.html").value();
    snapshot.body = fuzz::as_text(data, size);
    extract::Limits limits;
    limits.parse_time_max = std::chrono::minutes{1};
    const auto document = extract::read_document(snapshot, limits);
    if (!document) return 0;
    const auto report = parser::parse_report(*document, {.url = document->url, .agency = ""});
    for (const auto& [id, cell] : report.cells) {
        fuzz::promise(parser::find_form_cell(id) != nullptr, "a cell's id is in the catalogue");
        promise_cell(cell, size);
    }
    for (const auto& table : report.stat_tables) {
        for (const auto& row : table.rows) {
            for (const auto& cell : row) promise_cell(cell, size);
        }
    }
    for (const auto& statement : report.statements) {
        if (statement.at) fuzz::promise(statement.at->bytes.end <= size, "a statement lies inside the body");
    }
    promise_checks(report);
    promise_round_trip(report);
    return 0;
}
