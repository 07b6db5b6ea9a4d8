#include "daemon/answers/decision_lines.h"

#include "base/json_writer.h"
#include "daemon/visit/file_reports.h"
#include "daemon/visit/standing.h"
#include "model/decision_json.h"
#include "model/names.h"
#include "parser/correct.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace ogi::daemon {

using base::JsonWriter;
using base::Result;
using model::Decision;
using model::DecisionKind;

namespace {

struct Told {
    DecisionStanding standing = DecisionStanding::in_force;
    std::optional<model::Figure> prints{};
};

const model::Check* find_check(const model::Report& report, std::string_view id) {
    const auto found = std::ranges::find(report.checks, id, &model::Check::id);
    return found == report.checks.end() ? nullptr : &*found;
}

model::Figure figure_of(const model::Cell& cell) {
    return {cell.kind, cell.value, cell.raw};
}

// Of a correction or confirmation, by what its report says now.
Told standing_on(const model::Report& report, const Decision& decision) {
    if (!decision.check.empty()) {
        const auto* check = find_check(report, decision.check);
        const bool violated = check != nullptr && check->outcome == model::CheckOutcome::violated;
        return {violated ? DecisionStanding::in_force : DecisionStanding::stale};
    }
    const auto applied = [&](const model::Correction& one) { return one.decision == decision.id; };
    if (decision.kind == DecisionKind::cell_correct && std::ranges::any_of(report.corrections, applied))
        return {};
    auto printed = report;
    parser::take_back_corrections(printed);
    const auto cell = printed.cells.find(decision.cell);
    if (cell == printed.cells.end()) return {DecisionStanding::stale};
    if (!decision.printed || !model::prints(cell->second, *decision.printed))
        return {DecisionStanding::stale, figure_of(cell->second)};
    const bool corrects = decision.kind == DecisionKind::cell_correct;
    return {corrects ? DecisionStanding::overruled : DecisionStanding::in_force};
}

Result<Told> standing_of(const storage::Store& store, const Rulings& rulings, const Rulings::Entry& entry) {
    const auto& decision = entry.decision;
    if (entry.revoked) return Told{DecisionStanding::revoked};
    if (decision.kind == DecisionKind::unknown) return Told{DecisionStanding::unknown_kind};
    if (decision.year == 0) return Told{};
    TRY(name, known_spelling(store, rulings.file(decision.agency, decision.year, {})));
    TRY(held, find_standing(store, {name, decision.year}));
    if (!held || held->state.withdrawn_at) return Told{DecisionStanding::no_report};
    return standing_on(held->current.report, decision);
}

}  // namespace

std::string_view name_of(DecisionStanding standing) {
    switch (standing) {
        case DecisionStanding::in_force:
            return "in_force";
        case DecisionStanding::revoked:
            return "revoked";
        case DecisionStanding::stale:
            return "stale";
        case DecisionStanding::overruled:
            return "overruled";
        case DecisionStanding::no_report:
            return "no_report";
        case DecisionStanding::unknown_kind:
            return "unknown_kind";
    }
    return "in_force";
}

Result<void> tell_decisions(const storage::Store& store, const Rulings& rulings,
                            const std::function<bool(std::string_view)>& visit) {
    for (const auto& entry : rulings.entries()) {
        TRY(told, standing_of(store, rulings, entry));
        JsonWriter json;
        json.begin_object();
        model::write_decision_members(json, entry.decision);
        json.field("standing", name_of(told.standing));
        if (told.prints) json.field("prints", model::words_of(*told.prints));
        json.end_object();
        if (!visit(json.text())) return {};
    }
    return {};
}

std::string with_confirmations(std::string line, const model::Revision& revision,
                               const model::ReportState& state, const Rulings& rulings) {
    JsonWriter json;
    bool any = false;
    json.begin_array();
    for (const auto* decision : rulings.on_report(rulings.id_of(state.key.agency), state.key.year)) {
        if (decision->kind != DecisionKind::doubt_confirm ||
            standing_on(revision.report, *decision).standing != DecisionStanding::in_force)
            continue;
        any = true;
        json.begin_object();
        decision->check.empty() ? json.field("cell", decision->cell) : json.field("check", decision->check);
        json.field("by", decision->by).field("reason", decision->reason).field("decision", decision->id);
        json.end_object();
    }
    if (!any) return line;
    line.pop_back();
    return line + ",\"confirmed\":" + json.end_array().take() + "}";
}

}  // namespace ogi::daemon
