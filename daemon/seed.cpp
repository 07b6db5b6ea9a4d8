#include "daemon/seed.h"

#include "daemon/due.h"

#include <algorithm>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

// Whether a page shows such a report, or may be expected to.
bool selects(const RecrawlSelector& selector, const model::Page& page) {
    if (selector.agency.empty() && selector.year == 0) return true;
    if (page.reports.empty()) return selector.year == 0 && page.agency == selector.agency;
    return std::ranges::any_of(page.reports, [&](const model::ReportKey& key) {
        return key.agency.find(selector.agency) != std::string::npos &&
               (selector.year == 0 || key.year == selector.year);
    });
}

}  // namespace

Result<std::size_t> seed_sources(storage::Store& store, const std::vector<model::Source>& sources,
                                 base::UtcTime now) {
    storage::Commit commit;
    for (const auto& source : sources) {
        for (const auto& url : source.entry) {
            commit.discovered.push_back({.url = url,
                                         .source = source.name,
                                         .agency = source.agency,
                                         .role = model::PageRole::entry,
                                         .found_on = "",
                                         .link_text = "",
                                         .due_at = now});
        }
    }
    if (commit.discovered.empty()) return std::size_t{0};
    TRY(committed, store.commit(std::move(commit)));
    return committed.added.size();
}

Result<std::vector<base::Url>> request_recrawl(storage::Store& store, const RecrawlSelector& selector) {
    std::vector<base::Url> urls;
    if (!selector.url.empty()) {
        TRY(url, base::Url::parse(selector.url));
        TRY(page, store.page(url));
        if (!page) return base::fail(ErrorCode::not_found, "not a known page: " + url.text());
        urls.push_back(std::move(url));
    } else {
        TRY_VOID(store.for_each_page([&](const model::Page& page) {
            if (selects(selector, page)) urls.push_back(page.url);
            return true;
        }));
        const bool all = selector.agency.empty() && selector.year == 0;
        if (urls.empty() && !all)
            return base::fail(ErrorCode::not_found, "no known page shows such a report");
    }
    TRY(known, store.mark_due(urls, due_on_demand));
    static_cast<void>(known);
    return urls;
}

}  // namespace ogi::daemon
