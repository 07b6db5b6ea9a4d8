#include "daemon/replay/tell_apart.h"

#include <utility>

namespace ogi::daemon {

using model::Cause;
using model::ChangeType;

bool is_reading_of(const model::ReportState& state, const model::Revision& current,
                   std::string_view parser_version) {
    return (state.read_by.empty() ? current.parser_version : state.read_by) == parser_version;
}

void note_reader(storage::Commit& commit, model::ReportState state, const model::Revision& current,
                 std::string_view parser_version) {
    if (is_reading_of(state, current, parser_version)) return;
    state.read_by = parser_version;
    commit.states.push_back(std::move(state));
}

Revised reinterpret(const Held& held, Reading again, base::UtcTime now) {
    auto revised = revise(held, std::move(again), ChangeType::reinterpreted, now, Cause::reparse);
    revised.state.withdrawn_at = held.state.withdrawn_at;
    revised.state.filed_as = held.state.filed_as;
    // The report may have moved since that body came.
    revised.state.source_url = revised.change.source_url = held.state.source_url;
    return revised;
}

std::vector<Revised> tell_apart(const Held& held, std::optional<Reading> again, Reading now_shown,
                                ChangeType type, base::UtcTime now) {
    std::vector<Revised> steps;
    const bool back = type == ChangeType::restored;
    if (!again && !back) {
        steps.push_back(revise(held, std::move(now_shown), ChangeType::reinterpreted, now, Cause::reparse));
        return steps;
    }
    Held base = held;
    std::optional<model::Revision> reread;
    if (again && again->content_digest != held.current->content_digest) {
        steps.push_back(reinterpret(held, *std::move(again), now));
        reread = steps.back().revision;
        base = {steps.back().state, &*reread};
    }
    if (back || base.current->content_digest != now_shown.content_digest)
        steps.push_back(revise(base, std::move(now_shown), type, now, Cause::source));
    return steps;
}

}  // namespace ogi::daemon
