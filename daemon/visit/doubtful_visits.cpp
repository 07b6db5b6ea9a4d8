#include "daemon/visit/doubtful_visits.h"

#include "daemon/answers/trouble.h"

namespace ogi::daemon {

namespace {

constexpr std::size_t pages_a_batch = 1000;
// What was visited a moment ago may bear a time a little ahead.
constexpr std::chrono::minutes tolerance{1};

}  // namespace

base::Result<std::size_t> visit_doubtful_again(storage::Store& store, base::UtcTime now) {
    std::size_t marked = 0;
    std::string after;
    while (true) {
        std::vector<base::Url> doubtful;
        TRY_VOID(past_damage(store.for_each_page(
            [&](const model::Page& page) {
                after = page.url.text();
                if (page.visited_at && *page.visited_at > now + tolerance) doubtful.push_back(page.url);
                return doubtful.size() < pages_a_batch;
            },
            after)));
        TRY(known, store.mark_due(doubtful, now));
        marked += known;
        if (doubtful.size() < pages_a_batch) return marked;
    }
}

}  // namespace ogi::daemon
