#include "daemon/visit/record_visit.h"

#include "crawler/url_trap.h"
#include "daemon/crawl/due.h"
#include "daemon/crawl/seed.h"
#include "daemon/replay/replay_look.h"
#include "daemon/replay/tell_apart.h"
#include "daemon/visit/file_reports.h"
#include "daemon/visit/known_copies.h"
#include "daemon/visit/reread.h"
#include "daemon/visit/siblings.h"
#include "daemon/visit/standing.h"
#include "model/names.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <map>

namespace ogi::daemon {

using base::Result;
using model::VisitOutcome;

namespace {

void log_visit(const model::Page& page) {
    const auto outcome = model::name_of(*page.outcome);
    switch (*page.outcome) {
        case VisitOutcome::changed:
        case VisitOutcome::unchanged:
            spdlog::debug("visited url={} outcome={} note=\"{}\"", page.url.text(), outcome,
                          page.outcome_note);
            return;
        case VisitOutcome::gone:
        case VisitOutcome::disallowed:
            spdlog::info("visited url={} outcome={} note=\"{}\"", page.url.text(), outcome,
                         page.outcome_note);
            return;
        case VisitOutcome::challenged:
        case VisitOutcome::failed:
            spdlog::warn("visited url={} outcome={} note=\"{}\" failures={} next={}", page.url.text(),
                         outcome, page.outcome_note, page.failures, base::to_iso(page.due_at));
            return;
    }
}

Result<void> add_known_carried(const storage::Store& store, Visited& visited) {
    if (!visited.ingested) return {};
    auto urls = visited.page.attachments;
    for (const auto& carried : visited.ingested->carried) {
        if (std::ranges::find(urls, carried.url.text()) == urls.end()) urls.push_back(carried.url.text());
    }
    for (const auto& text : urls) {
        const auto url = base::Url::parse(text);
        if (!url) continue;
        TRY(known, store.page(*url));
        if (known) visited.known_carried.push_back(*std::move(known));
    }
    return {};
}

// Only an attachment takes the place of another one.
Result<void> add_superseded(const storage::Store& store, Visited& visited) {
    if (!visited.page.carrier) return {};
    for (const auto& [key, standing] : visited.standings) {
        const auto url = base::Url::parse(standing.state.source_url);
        if (!url || *url == visited.page.url) continue;
        TRY(source, store.page(*url));
        const bool left = source && source->carrier && !source->carrier->links &&
                          source->carrier->url == visited.page.carrier->url;
        if (left) visited.superseded.insert(standing.state.source_url);
    }
    return {};
}

Result<void> add_what_is_known(const storage::Store& store, Visited& visited, const ReplaySettings& replay) {
    for (auto& key : concern_of(visited)) {
        TRY(known, find_standing(store, key));
        if (known) visited.standings.emplace(std::move(key), *std::move(known));
    }
    // Mostly done by a worker; but a Revision may have come since.
    TRY_VOID(read_held_again(store, visited, replay.parser_version, replay.reread_with()));
    if (visited.ingested && visited.ingested->breaks_off && !visited.page.snapshot.empty()) {
        TRY(held, store.body(visited.page.snapshot));
        visited.held_was_whole = held && !breaks_off(*held);
    }
    TRY(copies, copies_of_known(store, visited));
    visited.copies_of_known = std::move(copies);
    if (wants_siblings(visited)) {
        TRY(siblings, find_siblings(store, visited.page.url));
        visited.siblings = std::move(siblings);
    }
    TRY(list, find_list(store, visited));
    visited.list = std::move(list);
    TRY_VOID(add_known_carried(store, visited));
    return add_superseded(store, visited);
}

// Whether the page was known for a report that it does not show now, and another reader is who knew it.
bool may_have_been_misread(const Visited& visited, std::string_view parser_version) {
    const auto shown = report_keys(visited.ingested);
    if (shown.empty()) return false;
    const auto now = read_by(parser_version, visited.ingested->reports.front().reader);
    return std::ranges::any_of(visited.page.reports, [&](const model::ReportKey& key) {
        const auto known = visited.standings.find(key);
        return std::ranges::find(shown, key) == shown.end() && known != visited.standings.end() &&
               !is_reading_of(known->second.state, known->second.current, now);
    });
}

// Reads the body that is held of such a page again. What the parser alone has moved to another agency or year
// would pass for a report that was taken down. True where the page is known for other reports now: the visit
// looked at what is not so any more.
Result<bool> settle_misreading(storage::Store& store, const Visited& visited,
                               const ReplaySettings& settings) {
    if (!may_have_been_misread(visited, settings.parser_version)) return false;
    TRY(look, look_at_page(store, visited.page, settings));
    if (look.replay.commit.pages.empty()) return false;
    TRY(settled, settle(store, std::move(look), settings));
    static_cast<void>(settled);
    return true;
}

// Pages that stand for a report from now on are read in full.
Result<void> add_read_again(const storage::Store& store, bool asked_for, Decided& decided) {
    for (const auto& url : decided.read_again) {
        TRY(known, store.page(url));
        if (!known) continue;
        known->etag.clear(), known->last_modified.clear(), known->snapshot.clear();
        // Before the page's own second look, which may follow at once.
        const auto visited_at = decided.commit.pages.front().visited_at.value_or(base::UtcTime{});
        known->due_at = asked_for ? due_on_demand : visited_at - std::chrono::milliseconds{1};
        decided.commit.pages.push_back(*std::move(known));
    }
    return {};
}

storage::HostUpdate& update_of(std::vector<storage::HostUpdate>& hosts, const std::string& authority) {
    const auto known = std::ranges::find(hosts, authority, &storage::HostUpdate::authority);
    if (known != hosts.end()) return *known;
    return hosts.emplace_back(storage::HostUpdate{.authority = authority});
}

// A host remembers how the last visit to it ended.
void note_outcome(std::vector<storage::HostUpdate>& hosts, const model::Page& visited) {
    auto& host = update_of(hosts, visited.url.authority());
    host.outcome = visited.outcome;
    host.failure = visited.reason;
}

// Links that look made up without end are not taken up; their hosts remember how many there were.
void drop_traps(storage::Commit& commit) {
    std::map<std::string, std::uint64_t> refused;
    std::erase_if(commit.discovered, [&](const model::Page& page) {
        const auto limit = crawler::trap_in(page.url);
        if (!limit) return false;
        ++refused[page.url.authority()];
        spdlog::debug("link refused url={} limit={} found_on={}", page.url.text(), *limit, page.found_on);
        return true;
    });
    for (const auto& [authority, count] : refused) update_of(commit.hosts, authority).refused_trap = count;
}

// What was decided of a visit, as it is committed.
Result<Recorded> commit_decided(storage::Store& store, Decided decided, bool asked_for, base::UtcTime now) {
    auto& commit = decided.commit;
    Recorded recorded{.page = commit.pages.front(), .changes = commit.changes.size(), .asked_for = asked_for};
    std::vector<std::string> with_it;  // Known pages that are now asked for as well.
    for (const auto& page : commit.pages) {
        recorded.due.emplace_back(page.url.authority(), page.due_at);
        const bool another = page.url != recorded.page.url;
        if (another && page.due_at <= due_on_demand_last) with_it.push_back(page.url.text());
    }
    TRY(committed, store.commit(std::move(commit), storage::Durability::at_next_sync));
    recorded.stale = committed.stale;
    if (recorded.stale) {
        recorded.due = {{recorded.page.url.authority(), now}};
        return recorded;
    }
    log_visit(recorded.page);
    if (asked_for) recorded.led_to = std::move(with_it);
    for (const auto& page : committed.added) {
        if (page.due_at <= due_on_demand_last) recorded.led_to.push_back(page.url.text());
        auto authority = page.url.authority();
        const bool told = !recorded.due.empty() && recorded.due.back().first == authority &&
                          recorded.due.back().second <= page.due_at;
        if (!told) recorded.due.emplace_back(std::move(authority), page.due_at);
    }
    return recorded;
}

}  // namespace

namespace {

// What a visit found, with what the store holds and people decided of it.
struct Known {
    std::shared_ptr<const Rulings> rulings;
    std::map<model::ReportKey, std::string> read_names{};
};

Result<Known> complete(const storage::Store& store, Visited& visited, const ReplaySettings& replay) {
    Known known{.rulings = replay.rulings};
    if (auto& ingested = visited.ingested) {
        TRY_VOID(file_reports(store, *known.rulings, visited.page.url.text(), *ingested));
        known.read_names = names_read(*ingested);
    }
    // What a worker read again knew nothing of decisions.
    if (!known.rulings->entries().empty()) visited.held_again.clear();
    TRY_VOID(add_what_is_known(store, visited, replay));
    return known;
}

Result<Decided> decide_with_store(const storage::Store& store, Visited visited, const Known& known,
                                  base::UtcTime now, bool asked_for, const RecordSettings& settings) {
    auto decided = decide(std::move(visited), now, settings.decide);
    TRY_VOID(add_read_again(store, asked_for, decided));
    auto& commit = decided.commit;
    tell_agencies(*known.rulings, commit);
    tell_names_read(known.read_names, commit.pages.front().url.text(), commit);
    commit.bounds = settings.bounds;
    return decided;
}

}  // namespace

Result<Recorded> record_visit(storage::Store& store, Visit visit, base::UtcTime now,
                              const RecordSettings& settings) {
    const bool asked_for = visit.visited.page.due_at <= due_on_demand_last;
    const ReplaySettings replay{now, settings.decide.parser_version, settings.rulings->read(),
                                settings.programs};
    TRY(known, complete(store, visit.visited, replay));
    TRY(misread, settle_misreading(store, visit.visited, replay));
    if (misread) {
        auto authority = visit.visited.page.url.authority();
        return Recorded{.page = std::move(visit.visited.page),
                        .asked_for = asked_for,
                        .due = {{std::move(authority), now}},
                        .stale = true};
    }
    TRY(decided, decide_with_store(store, std::move(visit.visited), known, now, asked_for, settings));
    auto& commit = decided.commit;
    commit.hosts = std::move(visit.hosts);
    note_outcome(commit.hosts, commit.pages.front());
    commit.based_on = visit.stamp;
    drop_traps(commit);
    return commit_decided(store, std::move(decided), asked_for, now);
}

Result<Recorded> record_import(storage::Store& store, Visited visited, base::UtcTime at,
                               const RecordSettings& settings, Crawled crawled) {
    const auto due_before = std::exchange(visited.page.due_at, at);
    TRY(known, complete(store, visited, {at, settings.decide.parser_version, settings.rulings->read()}));
    TRY(decided, decide_with_store(store, std::move(visited), known, at, false, settings));
    auto& page = decided.commit.pages.front();
    if (crawled == Crawled::yes) {
        page.due_at = std::min(page.due_at, due_before);
    } else {
        TRY_VOID(note_put_aside(store));
        page.due_at = storage::due_never;
        decided.commit.discovered.clear();
    }
    drop_traps(decided.commit);
    return commit_decided(store, std::move(decided), false, at);
}

bool is_quiet(const Visit& visit) {
    const auto& visited = visit.visited;
    return visited.fetched.outcome == VisitOutcome::unchanged && !visited.ingested &&
           visited.fetched.sitemaps.empty() && visited.page.replaced.empty() && !visited.page.suspect;
}

Result<std::vector<Recorded>> record_quiet(storage::Store& store, std::vector<Visit> visits,
                                           base::UtcTime now, const RecordSettings& settings) {
    std::vector<Recorded> all;
    std::vector<storage::Refresh> refreshes;
    for (auto& visit : visits) {
        Recorded recorded;
        recorded.asked_for = visit.visited.page.due_at <= due_on_demand_last;
        auto decided = decide(std::move(visit.visited), now, settings.decide);
        note_outcome(visit.hosts, decided.commit.pages.front());
        refreshes.push_back({std::move(decided.commit.pages.front()), visit.stamp, std::move(visit.hosts)});
        all.push_back(std::move(recorded));
    }
    TRY(written, store.refresh(refreshes, storage::Durability::at_next_sync));
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto& recorded = all[i];
        recorded.page = std::move(refreshes[i].page);
        recorded.stale = !written[i];
        recorded.due = {{recorded.page.url.authority(), recorded.stale ? now : recorded.page.due_at}};
        if (!recorded.stale) log_visit(recorded.page);
    }
    return all;
}

Result<void> retire(storage::Store& store, storage::DuePage due) {
    TRY_VOID(note_put_aside(store));
    storage::Commit commit;
    due.page.due_at = storage::due_never;
    commit.based_on = due.stamp;
    commit.pages.push_back(std::move(due.page));
    TRY(committed, store.commit(std::move(commit), storage::Durability::at_next_sync));
    static_cast<void>(committed);
    return {};
}

}  // namespace ogi::daemon
