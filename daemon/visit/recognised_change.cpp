#include "daemon/visit/recognised_change.h"

#include "parser/recognised_anew.h"

#include <algorithm>
#include <utility>

namespace ogi::daemon {

using model::ChangeType;
using parser::RecognisedAnew;

namespace {

// What is held of a report, as today's parser reads it.
const model::Report& held_reading(const Visited& visited, const Standing& standing) {
    const auto again = visited.held_again.find(standing.state.key);
    const bool read = again != visited.held_again.end() && again->second.reading &&
                      again->second.revision == standing.current.number;
    return read ? again->second.reading->report : standing.current.report;
}

}  // namespace

bool is_recognised_differently(const Visited& visited) {
    return std::ranges::any_of(visited.ingested->reports, [&](const ShownReport& shown) {
        const auto known = visited.standings.find(key_of(shown.report));
        if (known == visited.standings.end() || known->second.state.withdrawn_at) return false;
        const auto& followed = known->second.state.source_url;
        if (followed != visited.page.url.text() && !visited.superseded.contains(followed)) return false;
        const auto& held = held_reading(visited, known->second);
        return parser::compare_recognised(held, shown.report) == RecognisedAnew::unproven;
    });
}

std::optional<Revised> revise_as_recognised(const Held& held, Reading reading, ChangeType type,
                                            base::UtcTime now) {
    if (type == ChangeType::revised && !reading.ruled) {
        switch (parser::compare_recognised(held.current->report, reading.report)) {
            case RecognisedAnew::nothing_new:
            case RecognisedAnew::unproven:
                return std::nullopt;
            case RecognisedAnew::reads_more:
                type = ChangeType::reinterpreted;
                break;
            case RecognisedAnew::proven:
                break;
        }
    }
    return revise(held, std::move(reading), type, now);
}

}  // namespace ogi::daemon
