#include "daemon/visit/doubtful_visits.h"

#include "daemon/answers/trouble.h"

#include <spdlog/spdlog.h>

namespace ogi::daemon {

namespace {

constexpr std::size_t pages_a_batch = 1000;
// What was visited a moment ago may bear a time a little ahead.
constexpr std::chrono::minutes tolerance{1};

}  // namespace

base::Result<void> note_clock(storage::Store& store, base::UtcTime now) {
    return store.set_setting(clock_setting, base::to_iso(now));
}

base::Result<std::size_t> settle_clock(storage::Store& store, base::UtcTime now) {
    TRY(text, store.setting(clock_setting));
    std::optional<base::UtcTime> noted;
    if (text) {
        if (const auto time = base::parse_iso_time(*text)) noted = *time;
    }
    std::size_t doubtful = 0;
    if (!noted || *noted > now + tolerance) {
        TRY(found, visit_doubtful_again(store, now));
        doubtful = found;
        if (noted)
            spdlog::warn("clock set back while_stopped=true by_s={}",
                         std::chrono::duration_cast<std::chrono::seconds>(*noted - now).count());
    }
    TRY_VOID(note_clock(store, now));
    return doubtful;
}

base::Result<std::size_t> visit_doubtful_again(storage::Store& store, base::UtcTime now) {
    std::size_t marked = 0;
    std::string after;
    while (true) {
        std::vector<base::Url> doubtful;
        TRY_VOID(past_damage(store.for_each_page(
            [&](const model::Page& page) {
                after = page.url.text();
                const bool crawled = page.due_at != storage::due_never;
                if (crawled && page.visited_at && *page.visited_at > now + tolerance)
                    doubtful.push_back(page.url);
                return doubtful.size() < pages_a_batch;
            },
            after)));
        TRY(known, store.mark_due(doubtful, now));
        marked += known;
        if (doubtful.size() < pages_a_batch) return marked;
    }
}

}  // namespace ogi::daemon
