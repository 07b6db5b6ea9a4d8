#include "parser/correct.h"

#include "parser/checks.h"
#include "parser/prose_checks.h"
#include "parser/prose_parts.h"
#include "parser/remarks.h"
#include "parser/suspects.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace ogi::parser {

using model::Anomaly;
using model::Cell;
using model::Correction;
using model::Report;

namespace {

void append(std::vector<model::Check>& all, std::vector<model::Check> more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// What parse_report and whoever collects the parts of a report say after the remarks on figures.
bool comes_later(const Anomaly& anomaly) {
    return anomaly.code == "period_of_another_year" || anomaly.code == "missing_part";
}

// Remarks stand in a row among the anomalies; others go where the old ones stood.
void replace_remarks(std::vector<Anomaly>& anomalies, const std::vector<Anomaly>& before,
                     std::vector<Anomaly> after) {
    if (!before.empty()) {
        const auto old = std::ranges::search(anomalies, before);
        anomalies.erase(old.begin(), old.end());
    }
    const auto at = std::ranges::find_if(anomalies, comes_later);
    anomalies.insert(at, std::make_move_iterator(after.begin()), std::make_move_iterator(after.end()));
}

}  // namespace

void assess_figures(Report& report, const std::vector<Anomaly>& remarks_before) {
    report.checks = check_identities(report.cells, report.generation);
    report.verdict = verdict_of(report.checks);
    report.suspects.clear();
    if (report.verdict == model::Verdict::inconsistent)
        report.suspects = find_suspects(report.cells, report.generation, report.statements);
    append(report.checks, check_prose(report.statements, report.cells, report.generation));
    append(report.checks, check_parts_sums(report.sections));
    replace_remarks(report.anomalies, remarks_before, remark_on_figures(report));
}

void correct_cells(Report& report, const std::vector<const model::Decision*>& decisions) {
    std::map<std::string, const model::Decision*> by_cell;
    for (const auto* decision : decisions) {
        if (decision->kind != model::DecisionKind::cell_correct || !decision->printed) continue;
        const auto cell = report.cells.find(decision->cell);
        if (cell != report.cells.end() && model::prints(cell->second, *decision->printed))
            by_cell[decision->cell] = decision;
    }
    if (by_cell.empty()) return;
    const auto remarks = remark_on_figures(report);
    for (const auto& [id, decision] : by_cell) {
        auto& cell = report.cells.find(id)->second;
        report.corrections.push_back({.cell = id,
                                      .printed_kind = cell.kind,
                                      .printed = cell.value,
                                      .decision = decision->id,
                                      .by = decision->by,
                                      .reason = decision->reason});
        cell.kind = decision->right->kind;
        cell.value = decision->right->value;
    }
    assess_figures(report, remarks);
}

void take_back_corrections(Report& report) {
    if (report.corrections.empty()) return;
    const auto remarks = remark_on_figures(report);
    for (const auto& correction : report.corrections) {
        const auto cell = report.cells.find(correction.cell);
        if (cell == report.cells.end()) continue;
        cell->second.kind = correction.printed_kind;
        cell->second.value = correction.printed;
    }
    report.corrections.clear();
    assess_figures(report, remarks);
}

}  // namespace ogi::parser
