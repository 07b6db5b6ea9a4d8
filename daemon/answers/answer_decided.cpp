#include "daemon/answers/answer_decided.h"

#include "daemon/answers/decision_lines.h"
#include "daemon/answers/trouble.h"
#include "daemon/decisions/known_agencies.h"
#include "model/revision_json.h"

#include <algorithm>
#include <map>

namespace ogi::daemon {

using base::Result;

namespace {

// Its line, then one a report.
Result<void> tell_agency(const storage::Store& store, const Rulings& rulings, const std::string& name_or_id,
                         const LineSink& sink) {
    TRY(known, known_agencies(store, rulings));
    const auto& agencies = known.agencies;
    const auto id = rulings.id_of(name_or_id);
    const auto found = std::ranges::find_if(
        agencies, [&](const KnownAgency& agency) { return agency.id == name_or_id || agency.id == id; });
    if (found == agencies.end()) {
        return base::fail(
            base::ErrorCode::not_found,
            "no agency \"" + name_or_id + "\"; ogi agencies --agency PART looks for a part of a name");
    }
    sink(to_json(*found, rulings));
    std::map<int, model::ReportState> states;
    for (const auto& [name, years] : found->names) {
        TRY_VOID(past_damage(store.for_each_state_of(name, [&](const model::ReportState& state) {
            if (state.filed_as.empty()) states.emplace(state.key.year, state);
            return true;
        })));
    }
    for (const auto& [year, state] : states) sink(model::to_json(state));
    return known.health;
}

}  // namespace

Result<void> answer_decided(const storage::Store& store, const Rulings& rulings, const Question& question,
                            const LineSink& sink) {
    if (question.about == About::agency) return tell_agency(store, rulings, question.agency, sink);
    std::uint64_t given = 0;
    // False once no further line is wanted.
    const auto give = [&](std::string_view line) {
        sink(line);
        return question.limit == 0 || ++given < question.limit;
    };
    if (question.about == About::decisions) return tell_decisions(store, rulings, give);
    TRY(known, known_agencies(store, rulings));
    const auto& agencies = known.agencies;
    if (question.about == About::doubts) {
        for (const auto& doubt : find_doubts(agencies, rulings)) {
            if (!give(to_json(doubt))) break;
        }
        return known.health;
    }
    for (const auto& agency : agencies) {
        const auto line = to_json(agency, rulings);
        if (line.find(question.agency) != std::string::npos && !give(line)) break;
    }
    return known.health;
}

}  // namespace ogi::daemon
