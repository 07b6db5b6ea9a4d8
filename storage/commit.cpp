#include "model/change_json.h"
#include "model/page_json.h"
#include "model/revision_json.h"
#include "storage/database.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "storage/store.h"

#include <algorithm>
#include <map>
#include <set>

namespace ogi::storage {

using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

// URLs looked up in one go.
constexpr std::size_t urls_a_read = 512;

// Times are written as ISO 8601 with a four-digit year.
constexpr base::UtcTime due_min{};
constexpr base::UtcTime due_max =
    std::chrono::sys_days{std::chrono::year{year_max} / std::chrono::December / 31};

model::ReportKey key_of(const model::Revision& revision) {
    return {revision.report.agency.name, revision.report.year};
}

std::string name_of(const model::ReportKey& key, int revision) {
    return "revision " + std::to_string(revision) + " of " + key.agency + "/" + std::to_string(key.year);
}

// A write batch in the making. It reads the store and writes nothing until `write`.
class Draft {
  public:
    explicit Draft(Database& database) : database_{database} {}

    // Puts the pages and adds those of `discovered` that are not known. Returns the added ones.
    Result<std::vector<model::Page>> put_pages(const std::vector<model::Page>& pages,
                                               std::vector<model::Page> discovered);
    // Puts a page over the record `old_value`, and moves its place in the schedule.
    Result<void> replace_page(const model::Page& page, const std::optional<std::string>& old_value);

    Result<void> put_revisions(const std::vector<model::Revision>& revisions);
    Result<void> put_states(const std::vector<model::ReportState>& states);
    Result<void> put_copies(const std::vector<model::Copy>& copies);
    Result<void> remove_copies(const std::vector<model::Copy>& copies);
    // Numbers the changes from the log's last sequence on, and returns the new last.
    Result<std::uint64_t> append_changes(std::vector<model::Change> changes);

    Result<void> write(Durability durability) { return database_.write(batch_, durability); }

  private:
    Result<void> remove_from_schedule(const base::Url& url, const std::string& old_value);
    void put(Family family, const std::string& key, std::string json) {
        batch_.Put(database_.handle(family), key, storable(std::move(json)));
    }

    Database& database_;
    rocksdb::WriteBatch batch_;
    std::set<std::string, std::less<>> new_revisions_;  // Keys of those this batch adds.
};

Result<std::vector<model::Page>> Draft::put_pages(const std::vector<model::Page>& pages,
                                                  std::vector<model::Page> discovered) {
    // Where a URL is named twice, the last of `pages` and the first of `discovered` count.
    std::map<std::string, const model::Page*, std::less<>> latest;
    for (const auto& page : pages) latest[page.url.text()] = &page;
    std::vector<std::string> urls;
    for (const auto& [url, page] : latest) urls.push_back(url);
    TRY(old_values, database_.get_all(Family::pages, urls, nullptr));
    for (std::size_t i = 0; i < urls.size(); ++i) {
        TRY_VOID(replace_page(*latest.find(urls[i])->second, old_values[i]));
    }

    std::vector<model::Page> added;
    std::set<std::string, std::less<>> seen;
    for (std::size_t begin = 0; begin < discovered.size(); begin += urls_a_read) {
        const auto end = std::min(begin + urls_a_read, discovered.size());
        std::vector<std::string> some;
        for (auto i = begin; i < end; ++i) some.push_back(discovered[i].url.text());
        TRY(known, database_.get_all(Family::pages, some, nullptr));
        for (auto i = begin; i < end; ++i) {
            const auto& url = some[i - begin];
            if (known[i - begin] || latest.contains(url) || !seen.insert(url).second) continue;
            TRY_VOID(replace_page(discovered[i], std::nullopt));
            added.push_back(std::move(discovered[i]));
        }
    }
    return added;
}

Result<void> Draft::replace_page(const model::Page& page, const std::optional<std::string>& old_value) {
    if (page.url.empty()) return fail(ErrorCode::malformed, "a page without URL");
    if (page.due_at < due_min || page.due_at > due_max) {
        return fail(ErrorCode::malformed, "page " + page.url.text() + " is due outside the years 1970 to " +
                                              std::to_string(year_max));
    }
    if (old_value) TRY_VOID(remove_from_schedule(page.url, *old_value));
    put(Family::pages, page.url.text(), model::to_json(page));
    batch_.Put(database_.handle(Family::schedule),
               encode(ScheduleKey{page.url.authority(), page.due_at, page.url.text()}), {});
    return {};
}

Result<void> Draft::remove_from_schedule(const base::Url& url, const std::string& old_value) {
    auto* schedule = database_.handle(Family::schedule);
    const auto authority = url.authority();
    if (const auto old = read_page(url.text(), old_value)) {
        batch_.Delete(schedule, encode(ScheduleKey{authority, old->due_at, url.text()}));
        return {};
    }
    // The old record is damaged and cannot say when the page was due: look through all of its host.
    Scan scan{database_, Family::schedule, schedule_key_after(authority)};
    for (scan.seek(first_schedule_key(authority)); scan.valid(); scan.next()) {
        TRY(key, decode_schedule_key(scan.key()));
        if (key.url == url.text()) batch_.Delete(schedule, encode(key));
    }
    return scan.outcome();
}

Result<void> Draft::put_revisions(const std::vector<model::Revision>& revisions) {
    for (const auto& revision : revisions) {
        TRY(key, encode(RevisionKey{key_of(revision), revision.number}));
        TRY(taken, database_.has(Family::revisions, key));
        if (taken || !new_revisions_.insert(key).second) {
            return fail(ErrorCode::usage, name_of(key_of(revision), revision.number) +
                                              " is there already; a revision is never altered");
        }
        TRY(value, revision_value(revision));
        batch_.Put(database_.handle(Family::revisions), key, value);
    }
    return {};
}

Result<void> Draft::put_states(const std::vector<model::ReportState>& states) {
    for (const auto& state : states) {
        TRY(key, encode_report_key(state.key));
        TRY(revision_key, encode(RevisionKey{state.key, state.revision}));
        TRY(known, database_.has(Family::revisions, revision_key));
        if (!known && !new_revisions_.contains(revision_key)) {
            return fail(ErrorCode::usage,
                        name_of(state.key, state.revision) + " does not exist and cannot be the current one");
        }
        put(Family::report_states, key, model::to_json(state));
    }
    return {};
}

Result<void> Draft::put_copies(const std::vector<model::Copy>& copies) {
    for (const auto& copy : copies) {
        TRY(key, encode(CopyKey{copy.key, copy.url}));
        put(Family::copies, key, model::to_json(copy));
    }
    return {};
}

Result<void> Draft::remove_copies(const std::vector<model::Copy>& copies) {
    for (const auto& copy : copies) {
        TRY(key, encode(CopyKey{copy.key, copy.url}));
        batch_.Delete(database_.handle(Family::copies), key);
    }
    return {};
}

Result<std::uint64_t> Draft::append_changes(std::vector<model::Change> changes) {
    TRY(sequence, database_.last_sequence());
    if (changes.empty()) return sequence;
    for (auto& change : changes) {
        TRY_VOID(encode_report_key(change.key));
        change.sequence = ++sequence;
        put(Family::changes, encode_change_key(sequence), model::to_json(change, database_.source_uri));
    }
    batch_.Put(database_.handle(Family::meta), std::string{meta_last_sequence}, std::to_string(sequence));
    return sequence;
}

}  // namespace

Result<Committed> Store::commit(Commit commit, Durability durability) {
    Draft draft{*db_};
    TRY(added, draft.put_pages(commit.pages, std::move(commit.discovered)));
    TRY_VOID(draft.put_revisions(commit.revisions));
    TRY_VOID(draft.put_states(commit.states));
    TRY_VOID(draft.remove_copies(commit.copies_removed));
    TRY_VOID(draft.put_copies(commit.copies));
    TRY(sequence, draft.append_changes(std::move(commit.changes)));
    TRY_VOID(draft.write(durability));
    if (durability == Durability::synced) db_->set_durable_sequence(sequence);
    return Committed{std::move(added), sequence};
}

bool Store::broken() const {
    return db_->broken();
}

Result<void> Store::sync() {
    // Whatever is in the log now was written before the sync begins.
    TRY(sequence, db_->last_sequence());
    TRY_VOID(db_->sync());
    db_->set_durable_sequence(sequence);
    return {};
}

Result<std::size_t> Store::mark_due(const std::vector<base::Url>& urls, base::UtcTime due_at) {
    const std::set<base::Url> wanted{urls.begin(), urls.end()};
    std::size_t marked = 0;
    FirstFailure failure;
    for (auto next = wanted.begin(); next != wanted.end();) {
        std::vector<std::string> some;
        for (; next != wanted.end() && some.size() < urls_a_read; ++next) some.push_back(next->text());
        TRY(values, db_->get_all(Family::pages, some, nullptr));
        Draft draft{*db_};
        std::size_t known = 0;
        for (std::size_t i = 0; i < some.size(); ++i) {
            if (!values[i]) continue;
            auto page = read_page(some[i], *values[i]);
            if (!page) {
                failure.note(std::move(page).error());
                continue;
            }
            page->due_at = due_at;
            TRY_VOID(draft.replace_page(*page, values[i]));
            ++known;
        }
        TRY_VOID(draft.write(Durability::synced));
        marked += known;
    }
    TRY_VOID(failure.outcome());
    return marked;
}

}  // namespace ogi::storage
