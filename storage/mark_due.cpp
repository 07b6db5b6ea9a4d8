#include "storage/draft.h"
#include "storage/page_record.h"

#include <set>

namespace ogi::storage {

using base::Result;

namespace {

// Pages moved in one write batch.
constexpr std::size_t pages_a_batch = 512;

}  // namespace

Result<std::size_t> Store::mark_due(const std::vector<base::Url>& urls, base::UtcTime due_at) {
    const std::set<base::Url> wanted{urls.begin(), urls.end()};
    std::size_t marked = 0;
    Failures failure;
    for (auto next = wanted.begin(); next != wanted.end();) {
        std::vector<base::Url> some;
        std::vector<std::string> keys;
        for (; next != wanted.end() && some.size() < pages_a_batch; ++next) {
            some.push_back(*next);
            keys.push_back(next->text());
        }
        TRY(values, db_->get_all(Family::pages, keys, nullptr));
        Draft draft{*db_};
        std::size_t known = 0;
        for (std::size_t i = 0; i < some.size(); ++i) {
            if (!values[i]) continue;
            const auto page = read_page(keys[i], *values[i]);
            if (!page) {
                failure.note(page.error());
                continue;
            }
            TRY_VOID(draft.move_page(some[i], due_at, *values[i]));
            ++known;
        }
        TRY_VOID(draft.write(Durability::at_next_sync));
        marked += known;
    }
    if (marked > 0) TRY_VOID(db_->sync());
    TRY_VOID(failure.outcome());
    return marked;
}

Result<std::size_t> Store::mark_due_where(const std::function<bool(const model::Page&)>& wanted,
                                          base::UtcTime due_at,
                                          const std::function<void(const base::Url&)>& marked) {
    std::size_t count = 0;
    Failures failure;
    // It sees the pages as they were at the beginning.
    Scan scan{*db_, Family::pages};
    scan.seek({});
    while (scan.valid()) {
        Draft draft{*db_};
        for (std::size_t moved = 0; scan.valid() && moved < pages_a_batch; scan.next()) {
            const auto page = read_page(scan.key(), scan.value());
            if (!page) {
                failure.note(page.error());
            } else if (wanted(*page)) {
                TRY_VOID(draft.move_page(page->url, due_at, std::string{scan.value()}));
                if (marked) marked(page->url);
                ++moved, ++count;
            }
        }
        TRY_VOID(draft.write(Durability::at_next_sync));
    }
    TRY_VOID(scan.outcome());
    if (count != 0) TRY_VOID(db_->sync());
    TRY_VOID(failure.outcome());
    return count;
}

}  // namespace ogi::storage
