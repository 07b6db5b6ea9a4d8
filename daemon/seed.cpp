#include "daemon/seed.h"

#include "daemon/due.h"

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

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
            const bool agency = selector.agency.empty() ||
                                page.report_agency.find(selector.agency) != std::string::npos ||
                                (page.report_agency.empty() && page.agency == selector.agency);
            const bool year = selector.year == 0 || page.report_year == selector.year;
            if (agency && year) urls.push_back(page.url);
            return true;
        }));
        const bool selects = !selector.agency.empty() || selector.year != 0;
        if (urls.empty() && selects)
            return base::fail(ErrorCode::not_found, "no known page shows such a report");
    }
    TRY(known, store.mark_due(urls, due_on_demand));
    static_cast<void>(known);
    return urls;
}

}  // namespace ogi::daemon
