#include "daemon/visit/follow_links.h"

#include "daemon/crawl/due.h"

namespace ogi::daemon {

namespace {

constexpr std::string_view copy_note = "another address of a known page, visited when that is gone";

// Reports before the lists and gateways that were found with them.
base::UtcTime first_look(const Visited& visited, model::PageRole role, base::UtcTime now) {
    const bool asked_for = visited.page.due_at <= due_on_demand_last;
    const auto due = std::min(visited.page.due_at, now);
    return role == model::PageRole::report && !asked_for ? due - std::chrono::milliseconds{1} : due;
}

// On the page's own site. They are lists: only what is called a report is followed.
void follow_sitemaps(const Visited& visited, base::UtcTime now, Followed& followed) {
    const auto& page = visited.page;
    std::size_t sitemaps = 0;
    for (const auto& written : visited.fetched.sitemaps) {
        const auto url = page.url.resolve(written);
        if (!url || !url->same_site(page.url) || ++sitemaps > sitemaps_max) continue;
        followed.pages.push_back({.url = *url,
                                  .source = page.source,
                                  .agency = page.agency,
                                  .role = model::PageRole::list,
                                  .depth = page.depth + 1,
                                  .found_on = page.url.text(),
                                  .link_text = "robots.txt",
                                  .due_at = first_look(visited, model::PageRole::list, now)});
    }
}

// Documents that the page carries: of the page's own depth, for they are its report.
void follow_carried(const Visited& visited, base::UtcTime now, Followed& followed) {
    const auto& page = visited.page;
    for (const auto& carried : visited.ingested->carried) {
        followed.pages.push_back({.url = carried.url,
                                  .source = page.source,
                                  .agency = page.agency,
                                  .role = model::PageRole::report,
                                  .depth = page.depth,
                                  .found_on = page.url.text(),
                                  .link_text = carried.text,
                                  .carrier = carried.carrier,
                                  .due_at = first_look(visited, model::PageRole::report, now)});
    }
}

}  // namespace

Followed follow_links(const Visited& visited, base::UtcTime now, int depth_max) {
    Followed followed;
    const auto& page = visited.page;
    if (visited.ingested) follow_carried(visited, now, followed);
    const bool has_links = visited.ingested && !visited.ingested->links.empty();
    if (has_links && page.depth >= depth_max) {
        followed.remark =
            std::to_string(visited.ingested->links.size()) + " links not followed, limit depth_max";
    } else if (has_links) {
        for (const auto& link : visited.ingested->links) {
            const bool copy = visited.copies_of_known.contains(link.url);
            followed.pages.push_back(
                {.url = link.url,
                 .form = link.form,
                 .source = page.source,
                 .agency = page.agency,
                 .role = link.role,
                 .depth = page.depth + 1,
                 .found_on = page.url.text(),
                 .link_text = link.text,
                 .due_at = copy ? now + copy_patience : first_look(visited, link.role, now),
                 .outcome_note = std::string{copy ? copy_note : ""}});
        }
    }
    follow_sitemaps(visited, now, followed);
    return followed;
}

}  // namespace ogi::daemon
