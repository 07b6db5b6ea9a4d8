#include "daemon/replay/replay_look.h"

#include "daemon/visit/file_reports.h"
#include "daemon/visit/standing.h"

#include <algorithm>
#include <utility>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

// Pages that reports follow in turn, once one of them turns out to show another report.
constexpr int follow_max = 8;

// What is to become a revision is packed here, where there are several threads.
void complete(storage::Commit& commit, const ReplaySettings& settings) {
    if (settings.rulings && !commit.changes.empty()) tell_agencies(*settings.rulings, commit);
    commit.packed.resize(commit.revisions.size());
    for (std::size_t i = 0; i < commit.revisions.size(); ++i) {
        if (!commit.packed[i].empty()) continue;
        // What cannot be packed the commit will tell.
        if (auto packed = storage::pack_report(commit.revisions[i].report))
            commit.packed[i] = *std::move(packed);
    }
}

Result<Footing> find_footing(const storage::Store& store, const model::ReportKey& key) {
    TRY(state, store.state(key));
    TRY(copies, store.copies(key));
    return Footing{std::move(state), std::move(copies)};
}

bool is_there_still(const Result<Footing>& now, const Footing& before) {
    return now && *now == before;
}

// Whether the store holds what it held when it was looked at.
Result<bool> stands(const storage::Store& store, const ReplayLook& look) {
    if (look.page) {
        TRY(page, store.page(look.page->url));
        if (page != look.page) return false;
    }
    for (const auto& [key, before] : look.footings) {
        if (!is_there_still(find_footing(store, key), before)) return false;
    }
    return true;
}

Result<ReplayLook> look_again(const storage::Store& store, const ReplayLook& look,
                              const ReplaySettings& settings) {
    if (look.page) {
        TRY(page, store.page(look.page->url));
        if (page && !page->snapshot.empty()) return look_at_page(store, *page, settings);
        return ReplayLook{.url = look.url};
    }
    TRY(state, store.state(look.footings.begin()->first));
    if (!state) return ReplayLook{.url = look.url};
    TRY(alone, stands_alone(store, *state));
    return alone ? look_at_revision(store, *state, settings) : ReplayLook{.url = look.url};
}

bool is_empty(const storage::Commit& commit) {
    return commit.pages.empty() && commit.revisions.empty() && commit.states.empty() &&
           commit.copies.empty() && commit.copies_removed.empty() && commit.changes.empty();
}

// A record that cannot be read is a problem of this page, a disk that cannot be read is one of all.
Result<ReplayLook> as_problem(ReplayLook look, base::Error error) {
    if (error.code == ErrorCode::io) return error;
    look.replay = {};
    look.problem = std::move(error.context);
    return look;
}

Result<void> add_standings(const storage::Store& store, ReplayedPage& replayed,
                           const ReplaySettings& settings) {
    for (auto& key : concern_of(replayed.page, *replayed.now.ingested)) {
        TRY(standing, find_standing(store, key));
        if (standing) replayed.standings.emplace(std::move(key), *std::move(standing));
    }
    for (const auto& shown : replayed.now.ingested->reports) {
        const auto key = key_of(shown.report);
        if (!stands_on_other_bodies(replayed, key)) continue;
        const auto& current = replayed.standings.at(key).current;
        if (current.content_digest == shown.content_digest) continue;
        TRY(read, reread_revision(store, current, settings.reread_with()));
        replayed.held_again[key] = {current.number,
                                    reading_of_revision(read, current, key, settings.parser_version)};
    }
    return {};
}

void add_footings(ReplayLook& look, const ReplayedPage& replayed) {
    for (auto& key : concern_of(replayed.page, *replayed.now.ingested)) {
        const auto known = replayed.standings.find(key);
        Footing footing;
        if (known != replayed.standings.end()) footing = {known->second.state, known->second.copies};
        look.footings.emplace(std::move(key), std::move(footing));
    }
}

}  // namespace

Result<bool> stands_alone(const storage::Store& store, const model::ReportState& state) {
    if (state.withdrawn_at) return true;
    TRY(url, base::Url::parse(state.source_url));
    TRY(page, store.page(url));
    return !page || page->snapshot.empty() ||
           std::ranges::find(page->reports, state.key) == page->reports.end();
}

Result<ReplayLook> look_at_page(const storage::Store& store, const model::Page& page,
                                const ReplaySettings& settings) {
    ReplayLook look{.page = page, .url = page.url.text()};
    ReplayedPage replayed{.page = page, .now = {}};
    TRY(now, reread_page(store, page, settings.reread_with()));
    if (!now.ingested) {
        look.problem = std::move(now.problem);
        return look;
    }
    replayed.now = std::move(now);
    if (auto added = add_standings(store, replayed, settings); !added)
        return as_problem(std::move(look), std::move(added).error());
    look.replay = replay_page(replayed, settings);
    look.reports = replayed.now.ingested->reports.size();
    add_footings(look, replayed);
    tell_names_read(names_read(*replayed.now.ingested), look.url, look.replay.commit);
    complete(look.replay.commit, settings);
    return look;
}

Result<ReplayLook> look_at_revision(const storage::Store& store, const model::ReportState& state,
                                    const ReplaySettings& settings) {
    ReplayLook look{.url = state.source_url};
    look.footings[state.key].state = state;
    const auto standing = find_standing(store, state.key);
    if (!standing) return as_problem(std::move(look), standing.error());
    if (!*standing) return look;
    look.footings[state.key] = {(*standing)->state, (*standing)->copies};
    const auto& current = (*standing)->current;
    TRY(read, reread_revision(store, current, settings.reread_with()));
    if (!read.ingested) {
        look.problem = std::move(read.problem);
        return look;
    }
    look.reports = 1;
    look.replay = replay_revision(
        **standing, reading_of_revision(read, current, state.key, settings.parser_version), settings);
    complete(look.replay.commit, settings);
    return look;
}

Result<ReplayLook> settle(storage::Store& store, ReplayLook look, const ReplaySettings& settings) {
    if (is_empty(look.replay.commit)) return look;
    TRY(firm, stands(store, look));
    if (!firm) {
        TRY(again, look_again(store, look, settings));
        look = std::move(again);
    }
    auto follow = std::exchange(look.replay.follow, {});
    if (!is_empty(look.replay.commit)) {
        auto changes = look.replay.commit.changes;
        TRY(committed, store.commit(std::move(look.replay.commit), storage::Durability::at_next_sync));
        static_cast<void>(committed);
        look.replay.commit = {};
        look.replay.commit.changes = std::move(changes);
    }
    for (int followed = 0; !follow.empty() && followed < follow_max; ++followed) {
        TRY(url, base::Url::parse(follow.back()));
        follow.pop_back();
        TRY(page, store.page(url));
        if (!page || page->snapshot.empty()) continue;
        TRY(next, look_at_page(store, *page, settings));
        TRY(settled, settle(store, std::move(next), settings));
        auto& changes = look.replay.commit.changes;
        std::ranges::move(settled.replay.commit.changes, std::back_inserter(changes));
    }
    return look;
}

}  // namespace ogi::daemon
