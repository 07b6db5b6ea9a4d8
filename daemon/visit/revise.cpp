#include "daemon/visit/revise.h"

#include "daemon/visit/visited.h"
#include "parser/compare.h"

#include <utility>

namespace ogi::daemon {

Revised revise(const std::optional<Held>& held, Reading reading, model::ChangeType type, base::UtcTime now,
               model::Cause cause) {
    Revised revised;
    auto& [state, change, revision, packed] = revised;
    if (held) {
        state = held->state;
    } else {
        state.key = key_of(reading.report);
    }
    if (held) {
        auto differences = parser::compare_reports(held->current->report, reading.report);
        change.cells = std::move(differences.cells);
        change.aspects = std::move(differences.aspects);
        change.change_class = type == model::ChangeType::restored
                                  ? std::optional{model::ChangeClass::restored}
                                  : differences.change_class;
    }
    state.source_url = reading.source_url;
    state.withdrawn_at.reset();
    state.filed_as.clear();
    if (!held || held->current->content_digest != reading.content_digest) {
        state.read_by.clear();
        revision = model::Revision{.number = ++state.revision,
                                   .observed_at = reading.fetched_at,
                                   .source_url = reading.source_url,
                                   .snapshot = std::move(reading.snapshot),
                                   .parts = std::move(reading.parts),
                                   .parser_version = std::move(reading.parser_version),
                                   .content_digest = std::move(reading.content_digest),
                                   .report = std::move(reading.report)};
        packed = std::move(reading.packed);
    }
    change.type = type;
    change.cause = cause;
    change.key = state.key;
    change.observed_at = now;
    change.source_url = state.source_url;
    change.revision = state.revision;
    return revised;
}

Revised withdraw(model::ReportState state, model::GoneReason reason, base::UtcTime now, model::Cause cause) {
    Revised revised;
    revised.change.type = model::ChangeType::withdrawn;
    revised.change.key = state.key;
    revised.change.observed_at = now;
    revised.change.source_url = state.source_url;
    revised.change.revision = state.revision;
    revised.change.reason = reason;
    revised.change.cause = cause;
    revised.change.change_class = model::ChangeClass::withdrawn;
    state.withdrawn_at = now;
    revised.state = std::move(state);
    return revised;
}

void add_to(storage::Commit& commit, Revised revised) {
    if (revised.revision) {
        commit.revisions.push_back(*std::move(revised.revision));
        commit.packed.push_back(std::move(revised.packed));
    }
    commit.states.push_back(std::move(revised.state));
    commit.changes.push_back(std::move(revised.change));
}

}  // namespace ogi::daemon
