#include "daemon/crawl/seed.h"

#include "daemon/crawl/due.h"
#include "daemon/roster/roster.h"
#include "extract/discovery/words.h"

#include <algorithm>
#include <set>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;
using Names = std::set<std::string, std::less<>>;

namespace {

// Names of settings (docs/formats.md).
constexpr std::string_view sources_setting = "sources";
constexpr std::string_view put_aside_setting = "put_aside";

Names lines_of(std::string_view text) {
    Names lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        if (end != 0) lines.emplace(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

// A name is a text of the configuration and may hold a line end; such a source counts as a new one each time.
std::string joined(const Names& names) {
    std::string text;
    for (const auto& name : names) text += name + "\n";
    return text;
}

std::vector<std::string> without(const Names& names, const Names& others) {
    std::vector<std::string> left;
    std::ranges::set_difference(names, others, std::back_inserter(left));
    return left;
}

// Entry pages that are known under the name of a source that is gone follow the one that names them now.
Result<void> adopt_entries(storage::Store& store, const SourceScope& scope) {
    storage::Commit commit;
    for (const auto& source : scope.sources()) {
        for (const auto& url : source.entry) {
            TRY(page, store.page(url));
            if (!page || scope.has(page->source)) continue;
            page->source = source.name;
            page->role = model::PageRole::entry;
            commit.pages.push_back(*std::move(page));
        }
    }
    if (!commit.pages.empty()) TRY_VOID(store.commit(std::move(commit)));
    return {};
}

// What our own configuration refused at the last visit is looked at again: it may be another one now.
Result<void> ask_again_for_refused(storage::Store& store, const SourceScope& scope, base::UtcTime now) {
    std::vector<base::Url> refused;
    for (const auto& source : scope.sources()) {
        for (const auto& url : source.entry) {
            TRY(page, store.page(url));
            if (page && page->reason == model::FailureReason::address_refused) refused.push_back(url);
        }
    }
    if (!refused.empty()) TRY_VOID(store.mark_due(refused, now));
    return {};
}

// Looks through every page, which takes a while in a large store; needed only where a source was added after
// one was removed.
Result<std::size_t> take_up_again(storage::Store& store, const SourceScope& scope, base::UtcTime now) {
    TRY(any, store.setting(put_aside_setting));
    if (!any) return std::size_t{0};
    const auto wanted = [&](const model::Page& page) {
        return page.due_at == storage::due_never && scope.wants(page);
    };
    return store.mark_due_where(wanted, now);
}

// Whether a page shows such a report, or may be expected to.
bool selects(const RecrawlSelector& selector, const model::Page& page) {
    if (!selector.source.empty() && page.source != selector.source) return false;
    if (selector.agency.empty() && selector.year == 0) return true;
    if (page.reports.empty()) return selector.year == 0 && page.agency == selector.agency;
    return std::ranges::any_of(page.reports, [&](const model::ReportKey& key) {
        return key.agency.find(selector.agency) != std::string::npos &&
               (selector.year == 0 || key.year == selector.year);
    });
}

// A page that a person names and that no list led to so far.
Result<void> add_page(storage::Store& store, const SourceScope& scope, const base::Url& url) {
    const auto* source = scope.source_of(url);
    if (source == nullptr) {
        return base::fail(ErrorCode::not_found,
                          "not a known page, and on the site of no configured source: " + url.text() +
                              "; add a [[source]] for it");
    }
    const bool list = extract::is_index_path(url.path());
    storage::Commit commit;
    commit.discovered.push_back({.url = url,
                                 .source = source->name,
                                 .agency = source->agency,
                                 .role = list ? model::PageRole::list : model::PageRole::report,
                                 .due_at = due_on_demand});
    TRY_VOID(store.commit(std::move(commit)));
    return {};
}

Result<std::size_t> mark_url(storage::Store& store, const SourceScope& scope, const std::string& text,
                             const AskedFor& asked) {
    auto parsed = base::Url::parse(text);
    if (!parsed)
        return base::fail(ErrorCode::usage, "\"" + text +
                                                "\" is not a URL as in http://www.example.gov.cn/a.html: " +
                                                parsed.error().context);
    auto url = *std::move(parsed);
    TRY(page, store.page(url));
    if (!page) {
        TRY_VOID(add_page(store, scope, url));
    } else if (!scope.wants(*page)) {
        return base::fail(ErrorCode::not_found, "the source \"" + page->source + "\" of " + url.text() +
                                                    " is not in the configuration any more");
    }
    TRY(known, store.mark_due({url}, due_on_demand));
    static_cast<void>(known);
    if (asked) asked(url);
    return std::size_t{1};
}

Result<std::size_t> mark_pages(storage::Store& store, const SourceScope& scope,
                               const RecrawlSelector& selector, const AskedFor& asked) {
    if (!selector.source.empty() && !scope.has(selector.source))
        return base::fail(ErrorCode::not_found, "no source is named \"" + selector.source + "\"");
    const auto wanted = [&](const model::Page& page) { return selects(selector, page) && scope.wants(page); };
    TRY(marked, store.mark_due_where(wanted, due_on_demand, asked));
    if (marked == 0 && selector != RecrawlSelector{})
        return base::fail(ErrorCode::not_found, "no known page shows such a report");
    return marked;
}

}  // namespace

Result<Seeded> seed_sources(storage::Store& store, const SourceScope& scope, base::UtcTime now) {
    Names names;
    storage::Commit commit;
    for (const auto& source : scope.sources()) {
        names.insert(source.name);
        for (const auto& url : source.entry) {
            commit.discovered.push_back({.url = url,
                                         .source = source.name,
                                         .agency = source.agency,
                                         .role = model::PageRole::entry,
                                         .due_at = now});
        }
    }
    Seeded seeded;
    TRY(last, store.setting(sources_setting));
    const auto before = lines_of(last.value_or(""));
    seeded.added = without(names, before);
    seeded.removed = without(before, names);
    TRY_VOID(adopt_entries(store, scope));
    TRY_VOID(enrol_sources(store, scope.sources()));
    if (!commit.discovered.empty()) {
        TRY(committed, store.commit(std::move(commit)));
        seeded.new_entries = committed.added.size();
    }
    TRY_VOID(ask_again_for_refused(store, scope, now));
    if (seeded.added.empty() && seeded.removed.empty()) return seeded;
    if (!seeded.added.empty()) {
        TRY(again, take_up_again(store, scope, now));
        seeded.taken_up_again = again;
    }
    TRY_VOID(store.set_setting(sources_setting, joined(names)));
    return seeded;
}

Result<void> note_put_aside(storage::Store& store) {
    TRY(noted, store.setting(put_aside_setting));
    if (noted) return {};
    return store.set_setting(put_aside_setting, "1");
}

Result<std::size_t> request_recrawl(storage::Store& store, const SourceScope& scope,
                                    const RecrawlSelector& selector, const AskedFor& asked) {
    return selector.url.empty() ? mark_pages(store, scope, selector, asked)
                                : mark_url(store, scope, selector.url, asked);
}

}  // namespace ogi::daemon
