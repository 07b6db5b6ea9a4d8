#include "daemon/decisions/refile.h"

#include "daemon/decisions/agency_names.h"
#include "daemon/visit/evidence.h"
#include "daemon/visit/file_reports.h"
#include "daemon/visit/revise.h"
#include "daemon/visit/standing.h"
#include "parser/compare.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace ogi::daemon {

using base::Result;
using model::Cause;
using model::ChangeType;
using model::Copy;
using model::ReportKey;

namespace {

// What the parser calls the agency of what a copy shows.
const std::string& read_name(const Copy& copy) {
    return copy.read_as.empty() ? copy.key.agency : copy.read_as;
}

// What a Revision says, to be read under other rulings.
Reading reading_of(const model::Revision& revision) {
    Reading reading{.source_url = revision.source_url,
                    .fetched_at = revision.observed_at,
                    .snapshot = revision.snapshot,
                    .parts = revision.parts,
                    .parser_version = revision.parser_version,
                    .content_digest = {},
                    .report = revision.report};
    unfile_report(reading.report);
    return reading;
}

// One report, and what becomes of it.
class Refiling {
  public:
    Refiling(storage::Store& store, const Rulings& rulings, base::UtcTime now, Standing standing)
        : store_{store}, rulings_{rulings}, now_{now}, held_{std::move(standing)}, state_{held_.state} {}

    Result<void> look() {
        std::map<std::string, std::vector<Copy>> leaving;
        for (const auto& copy : held_.copies) {
            TRY(name, known_spelling(store_, rulings_.file(read_name(copy), state_.key.year, copy.url)));
            if (name == state_.key.agency) {
                staying_.push_back(copy);
            } else {
                leaving[name].push_back(copy);
            }
        }
        for (const auto& [name, copies] : leaving) TRY_VOID(move(copies, name));
        if (!state_.withdrawn_at) {
            if (staying_.empty() && !leaving.empty()) {
                leave();
            } else if (!shows_source(staying_) && !staying_.empty()) {
                TRY_VOID(follow_another());
            } else {
                TRY_VOID(correct());
            }
        }
        tell_id();
        if (state_altered_) commit_.states.push_back(state_);
        return {};
    }

    // Returns how many entries the feed got.
    Result<std::size_t> commit() {
        if (commit_.states.empty() && commit_.copies.empty()) return std::size_t{0};
        tell_agencies(rulings_, commit_);
        const auto changes = commit_.changes.size();
        TRY(committed, store_.commit(std::move(commit_), storage::Durability::at_next_sync));
        static_cast<void>(committed);
        return changes;
    }

    std::vector<base::Url> take_read_again() { return std::move(read_again_); }

  private:
    bool shows_source(const std::vector<Copy>& copies) const {
        return std::ranges::find(copies, state_.source_url, &Copy::url) != copies.end();
    }

    // The report as the rulings have it.
    Result<Reading> filed(Reading reading, const std::string& url) {
        TRY(altered, file_report(store_, rulings_, url, reading.report));
        static_cast<void>(altered);
        reading.content_digest = parser::content_digest(reading.report);
        return reading;
    }

    Result<void> move(const std::vector<Copy>& copies, const std::string& name) {
        const ReportKey key{name, state_.key.year};
        TRY(there, find_standing(store_, key));
        const bool stands = there && !there->state.withdrawn_at;
        const bool with_source = !state_.withdrawn_at && shows_source(copies);
        if (with_source) filed_as_ = name;
        std::optional<Reading> reading;
        if (with_source) {
            TRY(read, filed(reading_of(held_.current), state_.source_url));
            reading = std::move(read);
            reading->source_url = state_.source_url;  // It may have moved since it was read.
        } else if (there && !stands && was_read_from(copies, there->current)) {
            TRY(read, filed(reading_of(there->current), there->current.source_url));
            reading = std::move(read);
            for (const auto& copy : copies) {
                if (copy.content_digest != there->current.content_digest) TRY_VOID(read_again(copy.url));
            }
        }
        for (const auto& copy : copies) TRY_VOID(move_copy(copy, key, reading));
        if (stands) return {};
        if (!reading) {
            for (const auto& copy : copies) TRY_VOID(read_again(copy.url));
            return {};
        }
        reading->report.agency.name = name;
        std::optional<Held> held;
        if (there) held = Held{there->state, &there->current};
        add_to(commit_, revise(held, *std::move(reading), there ? ChangeType::restored : ChangeType::added,
                               now_, Cause::decision));
        return {};
    }

    // Whether one of the copies is what a Revision was read from.
    static bool was_read_from(const std::vector<Copy>& copies, const model::Revision& revision) {
        return std::ranges::any_of(copies, [&](const Copy& copy) { return copy.url == revision.source_url; });
    }

    Result<void> move_copy(Copy copy, const ReportKey& key, const std::optional<Reading>& reading) {
        commit_.copies_removed.push_back(copy);
        copy.read_as = read_name(copy) == key.agency ? std::string{} : read_name(copy);
        copy.key = key;
        if (reading && copy.content_digest == held_.current.content_digest)
            copy.content_digest = reading->content_digest;
        if (reading && copy.url == reading->source_url) {
            copy.evidence = evidence_of(reading->report);
            copy.evidence->snapshot = reading->snapshot;
            copy.evidence->parts = reading->parts;
        }
        TRY(url, base::Url::parse(copy.url));
        TRY(page, this->page(url));
        commit_.copies.push_back(std::move(copy));
        if (page == nullptr) return {};
        for (auto* keys : {&page->reports, &page->replaced}) std::ranges::replace(*keys, state_.key, key);
        return {};
    }

    void leave() {
        state_.filed_as = filed_as_;
        auto withdrawn = withdraw(state_, model::GoneReason::reattributed, now_, Cause::decision);
        withdrawn.change.filed_as = filed_as_;
        state_ = std::move(withdrawn.state);
        state_altered_ = true;
        commit_.changes.push_back(std::move(withdrawn.change));
    }

    // The copy that the report was read from is another report's now.
    Result<void> follow_another() {
        const auto same = std::ranges::find(staying_, held_.current.content_digest, &Copy::content_digest);
        const auto& other = same == staying_.end() ? staying_.front() : *same;
        state_.source_url = other.url;
        state_altered_ = true;
        return same == staying_.end() ? read_again(other.url) : Result<void>{};
    }

    Result<void> correct() {
        TRY(reading, filed(reading_of(held_.current), state_.source_url));
        const auto before = held_.current.content_digest;
        if (reading.content_digest == before) return {};
        for (auto copy : staying_) {
            if (copy.content_digest != before) continue;
            copy.content_digest = reading.content_digest;
            commit_.copies.push_back(std::move(copy));
        }
        reading.source_url = state_.source_url;
        auto revised = revise(Held{state_, &held_.current}, std::move(reading), ChangeType::reinterpreted,
                              now_, Cause::decision);
        state_ = std::exchange(revised.state, {});
        state_altered_ = true;
        commit_.revisions.push_back(*std::move(revised.revision));
        commit_.packed.emplace_back();
        commit_.changes.push_back(std::move(revised.change));
        return {};
    }

    // A reader who knows the agency by its id hears of another one.
    void tell_id() {
        auto id = rulings_.id_of(state_.key.agency);
        if (id == state_.agency_id) return;
        const bool told =
            std::ranges::find(commit_.changes, state_.key, &model::Change::key) != commit_.changes.end();
        if (!told && !state_.agency_id.empty() && !state_.withdrawn_at) {
            model::Change change;
            change.type = ChangeType::reinterpreted;
            change.key = state_.key;
            change.observed_at = now_;
            change.source_url = state_.source_url;
            change.revision = state_.revision;
            change.aspects = {"agency_id"};
            change.cause = Cause::decision;
            commit_.changes.push_back(std::move(change));
        }
        state_.agency_id = std::move(id);
        state_altered_ = true;
    }

    // The page's record as this commit leaves it; nullptr where the page is not known.
    Result<model::Page*> page(const base::Url& url) {
        const auto held = std::ranges::find(commit_.pages, url, &model::Page::url);
        if (held != commit_.pages.end()) return &*held;
        TRY(page, store_.page(url));
        return page ? &commit_.pages.emplace_back(*std::move(page)) : nullptr;
    }

    // Without validators it is read in full.
    Result<void> read_again(const std::string& text) {
        TRY(url, base::Url::parse(text));
        TRY(page, this->page(url));
        if (page == nullptr) return {};
        page->etag.clear(), page->last_modified.clear(), page->snapshot.clear();
        if (page->due_at != storage::due_never) page->due_at = std::min(page->due_at, now_);
        read_again_.push_back(std::move(url));
        return {};
    }

    storage::Store& store_;
    const Rulings& rulings_;
    base::UtcTime now_;
    const Standing held_;
    model::ReportState state_;  // As it will be.
    bool state_altered_ = false;
    std::string filed_as_;  // The name that the copy it was read from goes to.
    std::vector<Copy> staying_;
    storage::Commit commit_;
    std::vector<base::Url> read_again_;
};

// Every report of the agencies, in order.
Result<std::set<ReportKey>> keys_of(const storage::Store& store, const std::set<std::string>& names) {
    std::set<std::string> spellings;
    for (const auto& name : names) {
        for (auto& spelling : spellings_of(name)) spellings.insert(std::move(spelling));
    }
    std::set<ReportKey> keys;
    for (const auto& name : spellings) {
        TRY_VOID(store.for_each_state_of(name, [&](const model::ReportState& state) {
            keys.insert(state.key);
            return true;
        }));
    }
    return keys;
}

}  // namespace

Result<Refiled> refile(storage::Store& store, const Rulings& rulings, const std::set<std::string>& names,
                       base::UtcTime now) {
    Refiled refiled;
    TRY(keys, keys_of(store, names));
    for (const auto& key : keys) {
        TRY(standing, find_standing(store, key));
        if (!standing) continue;
        Refiling one{store, rulings, now, *std::move(standing)};
        TRY_VOID(one.look());
        TRY(changes, one.commit());
        ++refiled.reports;
        refiled.changes += changes;
        std::ranges::move(one.take_read_again(), std::back_inserter(refiled.read_again));
    }
    return refiled;
}

}  // namespace ogi::daemon
