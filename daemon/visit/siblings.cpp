#include "daemon/visit/siblings.h"

#include "daemon/answers/trouble.h"

#include "daemon/visit/mass_absence.h"

#include <string_view>

namespace ogi::daemon {

bool wants_siblings(const Visited& visited) {
    return !visited.page.reports.empty() && visited.ingested && visited.ingested->stand_in &&
           visited.ingested->stand_in->gone;
}

base::Result<std::vector<model::Page>> find_siblings(const storage::Store& store, const base::Url& url) {
    const auto host = url.root();
    std::vector<model::Page> siblings;
    std::size_t records = 0;
    enum class Half { after_it, before_it };
    const auto look = [&](Half half) {
        return [&, half](const model::Page& page) {
            const std::string_view text = page.url.text();
            if (!text.starts_with(host) || (half == Half::before_it && text >= url.text())) return false;
            const bool visited = page.due_at != storage::due_never;  // Pages put aside stay so.
            if (visited && !page.reports.empty() && page.url != url) siblings.push_back(page);
            return siblings.size() < siblings_max && ++records < sibling_records_max;
        };
    };
    TRY_VOID(past_damage(store.for_each_page(look(Half::after_it), url.text())));
    if (siblings.size() < siblings_max)
        TRY_VOID(past_damage(store.for_each_page(look(Half::before_it), host)));
    return siblings;
}

base::Result<std::optional<model::Page>> find_list(const storage::Store& store, const Visited& visited) {
    const auto& page = visited.page;
    const bool gone = visited.fetched.outcome == model::VisitOutcome::gone || wants_siblings(visited);
    if (!gone || page.reports.empty() || page.found_on.empty()) return std::optional<model::Page>{};
    TRY(url, base::Url::parse(page.found_on));
    auto list = store.page(url);
    TRY_VOID(past_damage(list ? base::Result<void>{} : list.error()));
    if (!list || (*list && (*list)->due_at == storage::due_never)) return std::optional<model::Page>{};
    return list;
}

}  // namespace ogi::daemon
