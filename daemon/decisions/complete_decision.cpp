#include "daemon/decisions/decision_desk.h"
#include "daemon/visit/file_reports.h"
#include "model/decision_json.h"
#include "parser/correct.h"

#include <algorithm>

namespace ogi::daemon {

using base::ErrorCode;
using base::fail;
using base::Result;
using model::Decision;
using model::DecisionKind;

namespace {

// The name that an agency's reports for a year, 0 for none in particular, stand under. Fails with `not_found`
// where there are none.
Result<std::string> known_agency(const storage::Store& store, const Rulings& rulings, const std::string& name,
                                 int year) {
    const auto filed = year == 0 ? name : rulings.file(name, year, {});
    TRY(known, known_spelling(store, filed));
    TRY(has, store.has_reports_of(known));
    if (has) return known;
    return fail(ErrorCode::not_found,
                "no report stands under the name of " + name + "; `ogi agencies` lists the names");
}

Result<model::Report> report_of(const storage::Store& store, const std::string& agency, int year) {
    const auto name = agency + "/" + std::to_string(year);
    TRY(state, store.state({agency, year}));
    if (!state) return fail(ErrorCode::not_found, "no report " + name);
    if (state->withdrawn_at) return fail(ErrorCode::not_found, name + " is withdrawn");
    TRY(revision, store.revision(state->key, state->revision));
    if (!revision) return fail(ErrorCode::malformed, "the store lacks the current revision of " + name);
    return std::move(revision->report);
}

model::Figure figure_of(const model::Cell& cell) {
    const bool words = cell.kind == model::CellKind::text || cell.kind == model::CellKind::unreadable;
    const bool number = cell.kind == model::CellKind::number;
    return {cell.kind, cell.value, words || number ? cell.raw : std::string{}};
}

Result<void> complete_on_report(const storage::Store& store, const Rulings& rulings, Decision& decision) {
    TRY(agency, known_agency(store, rulings, decision.agency, decision.year));
    decision.agency = std::move(agency);
    TRY(report, report_of(store, decision.agency, decision.year));
    // "requests.balance.total" is a check, "requests.granted.total" a cell.
    if (decision.kind == DecisionKind::doubt_confirm && decision.check.empty()) {
        const auto is_it = [&](const model::Check& check) { return check.id == decision.cell; };
        if (!report.cells.contains(decision.cell) && std::ranges::any_of(report.checks, is_it))
            decision.check = std::exchange(decision.cell, {});
    }
    parser::take_back_corrections(report);
    if (decision.cell.empty()) return {};
    const auto cell = report.cells.find(decision.cell);
    if (cell == report.cells.end()) {
        return fail(ErrorCode::not_found, decision.agency + "/" + std::to_string(decision.year) +
                                              " has no cell or check " + decision.cell);
    }
    decision.printed = figure_of(cell->second);
    if (decision.right && decision.right->value && decision.right->value->text().starts_with('-'))
        return fail(ErrorCode::usage, "no figure of a report is below zero");
    if (decision.right && model::prints(cell->second, *decision.right))
        return fail(ErrorCode::usage,
                    decision.cell + " prints " + model::words_of(*decision.right) + " already");
    return {};
}

Result<void> complete_revocation(const Rulings& rulings, const Decision& decision) {
    const auto* revoked = rulings.find(decision.revokes);
    if (revoked == nullptr)
        return fail(ErrorCode::not_found, "no decision " + decision.revokes + "; ogi decisions lists them");
    if (revoked->revoked) return fail(ErrorCode::usage, decision.revokes + " is revoked already");
    return {};
}

}  // namespace

Result<Decision> complete_decision(const storage::Store& store, const Rulings& rulings, Decision decision,
                                   base::UtcTime at) {
    switch (decision.kind) {
        case DecisionKind::cell_correct:
            TRY_VOID(complete_on_report(store, rulings, decision));
            break;
        case DecisionKind::doubt_confirm:
            if (decision.name.empty()) TRY_VOID(complete_on_report(store, rulings, decision));
            break;
        case DecisionKind::agency_merge: {
            TRY(into, known_agency(store, rulings, decision.name, 0));
            decision.name = std::move(into);
            [[fallthrough]];
        }
        case DecisionKind::agency_alias:
        case DecisionKind::agency_rename:
        case DecisionKind::agency_split: {
            TRY(agency, known_agency(store, rulings, decision.agency, 0));
            decision.agency = std::move(agency);
            break;
        }
        case DecisionKind::revoke:
            TRY_VOID(complete_revocation(rulings, decision));
            break;
        case DecisionKind::unknown:
            return fail(ErrorCode::usage, "\"" + decision.kind_word + "\" is no kind of decision");
    }
    decision.at = at;
    decision.id = model::decision_id(decision);
    return decision;
}

}  // namespace ogi::daemon
