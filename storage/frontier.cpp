#include "storage/database.h"
#include "storage/keys.h"
#include "storage/page_record.h"
#include "storage/records.h"
#include "storage/store.h"

#include <rocksdb/snapshot.h>

#include <algorithm>

namespace ogi::storage {

using base::Result;

namespace {

// Pages read in one go while a host's due ones are collected.
constexpr std::size_t pages_a_read = 64;

// A host's range of the schedule is read in two pieces: what is due by now, and what a wrong clock has put
// too far ahead.
class DueScan {
  public:
    DueScan(const Database& database, const model::HostRecord& host, DueRange range,
            const rocksdb::Snapshot* moment)
        : until_{range.until},
          too_far_{range.too_far.value_or(base::UtcTime::max())},
          id_{host.id},
          first_{host.due_from ? first_schedule_key(host.id, *host.due_from) : schedule_key_after(host.id)},
          scan_{database, Family::schedule, schedule_key_after(host.id), moment} {}

    // Behind `cursor`, or from the first.
    Result<void> start(std::string_view cursor) {
        if (cursor.empty()) {
            scan_.seek(first_);
            return {};
        }
        TRY(behind, decode_schedule_key(cursor));
        if (behind.due_at > until_) {
            // It lies in the second piece; what is due between the two must not be forgotten.
            scan_.seek(schedule_key_after(id_, until_));
            TRY(found, due());
            static_cast<void>(found);
        }
        scan_.seek(cursor);
        if (scan_.valid() && scan_.key() == cursor) scan_.next();
        return {};
    }
    // The key that is due, nullopt where there is no more; `later` is then set to the first that is not.
    Result<std::optional<ScheduleKey>> due() {
        if (!scan_.valid()) return std::optional<ScheduleKey>{};
        TRY(key, decode_schedule_key(scan_.key()));
        if (key.due_at > until_ && key.due_at <= too_far_) {
            later = later ? std::min(*later, key.due_at) : key.due_at;
            scan_.seek(schedule_key_after(id_, too_far_));
            if (!scan_.valid()) return std::optional<ScheduleKey>{};
            TRY(ahead, decode_schedule_key(scan_.key()));
            return std::optional{ahead};
        }
        return std::optional{key};
    }
    std::string_view key() const { return scan_.key(); }
    std::string_view url() const { return scan_.value(); }
    void next() { scan_.next(); }
    Result<void> outcome() const { return scan_.outcome(); }

    std::optional<base::UtcTime> later;

  private:
    base::UtcTime until_;
    base::UtcTime too_far_;
    std::uint32_t id_;
    std::string first_;
    Scan scan_;
};

}  // namespace

Result<std::optional<model::Page>> Store::page(const base::Url& url) const {
    TRY(value, db_->get(Family::pages, url.text()));
    if (!value) return std::optional<model::Page>{};
    TRY(page, read_page(url.text(), *value));
    return std::optional{std::move(page)};
}

Result<DueBatch> Store::next_batch(std::string_view authority, DueRange range, std::size_t limit,
                                   std::string_view cursor) const {
    DueBatch batch{.pages = {}, .next_due = {}, .cursor = std::string{cursor}};
    // The schedule and the pages as of one moment: a commit in between would move pages away from their keys.
    rocksdb::ManagedSnapshot moment{&db_->rocks()};
    TRY(host, this->host(authority));
    if (!host || limit == 0) return batch;
    batch.urls = host->urls;
    batch.due_from = host->due_from;
    DueScan scan{*db_, *host, range, moment.snapshot()};
    Failures failure;
    TRY_VOID(scan.start(cursor));
    bool more = true;
    while (more && batch.pages.size() < limit) {
        std::vector<std::string> urls;
        const auto wanted = std::min(limit - batch.pages.size(), pages_a_read);
        while (urls.size() < wanted) {
            TRY(key, scan.due());
            more = key.has_value();
            if (!more) break;
            urls.emplace_back(scan.url());
            batch.cursor = scan.key();
            scan.next();
        }
        TRY(values, db_->get_all(Family::pages, urls, moment.snapshot()));
        for (std::size_t i = 0; i < urls.size(); ++i) {
            const auto& value = values[i] ? *values[i] : std::string{};
            if (auto page = read_page(urls[i], value)) {
                batch.pages.push_back({*std::move(page), stamp_of(value)});
            } else {
                failure.note(std::move(page).error());
            }
        }
    }
    TRY(next, scan.due());
    if (auto read = scan.outcome(); !read) {
        // A block that cannot be read holds up its own pages only.
        if (read.error().code != base::ErrorCode::malformed) return std::move(read).error();
        failure.note(std::move(read).error());
    }
    batch.next_due = next ? std::optional{next->due_at} : scan.later;
    batch.damage = failure.outcome();
    return batch;
}

Result<std::uint64_t> Store::count_due(std::string_view authority, base::UtcTime until,
                                       std::uint64_t most) const {
    TRY(host, this->host(authority));
    std::uint64_t count = 0;
    if (!host || !host->due_from || *host->due_from > until) return count;
    Scan scan{*db_, Family::schedule, schedule_key_after(host->id, until)};
    for (scan.seek(first_schedule_key(host->id, *host->due_from)); count < most && scan.valid(); scan.next())
        ++count;
    TRY_VOID(scan.outcome());
    return count;
}

Result<std::optional<base::UtcTime>> earliest_due(const Database& database, const model::HostRecord& host) {
    if (!host.due_from) return std::optional<base::UtcTime>{};
    Scan scan{database, Family::schedule, schedule_key_after(host.id)};
    scan.seek(first_schedule_key(host.id, *host.due_from));
    TRY_VOID(scan.outcome());
    if (!scan.valid()) return std::optional<base::UtcTime>{};
    TRY(key, decode_schedule_key(scan.key()));
    return std::optional{key.due_at};
}

Result<std::optional<base::UtcTime>> Store::next_due() const {
    std::optional<base::UtcTime> next;
    Result<void> outcome;
    TRY_VOID(for_each_host([&](std::string_view, const model::HostRecord& host) {
        if (!host.due_from || (next && *host.due_from >= *next)) return true;
        const auto earliest = earliest_due(*db_, host);
        if (!earliest) outcome = earliest.error();
        if (earliest && *earliest) next = next ? std::min(*next, **earliest) : **earliest;
        return outcome.has_value();
    }));
    TRY_VOID(outcome);
    return next;
}

Result<std::optional<model::HostRecord>> Store::host(std::string_view authority) const {
    TRY(value, db_->get(Family::hosts, authority));
    if (!value) return std::optional<model::HostRecord>{};
    TRY(host, read_host(authority, *value));
    return std::optional{std::move(host)};
}

Result<void> Store::for_each_host(
    const std::function<bool(std::string_view authority, const model::HostRecord&)>& visit) const {
    Scan scan{*db_, Family::hosts};
    Failures failure;
    for (scan.seek({}); scan.valid(); scan.next()) {
        auto host = read_host(scan.key(), scan.value());
        if (!host) {
            failure.note(std::move(host).error());
        } else if (!visit(scan.key(), *host)) {
            break;
        }
    }
    TRY_VOID(scan.outcome());
    return failure.outcome();
}

Result<std::optional<model::RobotsRecord>> Store::robots(std::string_view authority) const {
    TRY(value, db_->get(Family::robots, authority));
    if (!value) return std::optional<model::RobotsRecord>{};
    TRY(robots, read_robots(authority, *value));
    return std::optional{std::move(robots)};
}

Result<void> Store::for_each_page(const std::function<bool(const model::Page&)>& visit,
                                  std::string_view after) const {
    Scan scan{*db_, Family::pages};
    Failures failure;
    for (scan.seek(std::string{after}); scan.valid(); scan.next()) {
        if (scan.key() == after) continue;
        auto page = read_page(scan.key(), scan.value());
        if (!page) {
            failure.note(std::move(page).error());
        } else if (!visit(*page)) {
            break;
        }
    }
    TRY_VOID(scan.outcome());
    return failure.outcome();
}

}  // namespace ogi::storage
