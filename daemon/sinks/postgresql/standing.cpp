#include "daemon/sinks/postgresql/standing.h"

namespace ogi::daemon {

base::Result<PgStanding> standing_behind(const storage::Store& store, const SinkEvent& event) {
    const auto& change = event.change;
    if (change.type == model::ChangeType::withdrawn) return PgStanding{true, change.reason, change.filed_as};
    PgStanding standing;
    if (change.type != model::ChangeType::reinterpreted) return standing;
    TRY(entries, store.timeline(change.key));
    for (const auto& entry : entries) {
        if (entry.sequence > event.sequence) break;
        if (entry.type == model::ChangeType::reinterpreted) continue;
        standing.withdrawn = entry.type == model::ChangeType::withdrawn;
        standing.reason = entry.reason;
    }
    if (!standing.withdrawn || standing.reason != model::GoneReason::reattributed) return standing;
    TRY(state, store.state(change.key));
    if (state) standing.filed_as = state->filed_as;
    return standing;
}

}  // namespace ogi::daemon
