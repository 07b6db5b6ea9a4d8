#include "daemon/visit/future_times.h"

#include <algorithm>

namespace ogi::daemon {

namespace {

void forget(std::optional<base::UtcTime>& time, base::UtcTime now) {
    if (time && *time > now) time.reset();
}

void forget_in(model::Page& page, base::UtcTime now) {
    forget(page.visited_at, now);
    forget(page.seen_at, now);
    forget(page.flipped_at, now);
    for (auto& earlier : page.earlier) earlier.until = std::min(earlier.until, now);
    if (!page.suspect) return;
    page.suspect->since = std::min(page.suspect->since, now);
    page.suspect->same_since = std::min(page.suspect->same_since, now);
}

}  // namespace

void forget_future_times(Visited& visited, base::UtcTime now) {
    forget_in(visited.page, now);
    for (auto& page : visited.siblings) forget_in(page, now);
    if (visited.list) forget_in(*visited.list, now);
    for (auto& [key, standing] : visited.standings) {
        for (auto& copy : standing.copies) forget(copy.missing_since, now);
    }
}

}  // namespace ogi::daemon
