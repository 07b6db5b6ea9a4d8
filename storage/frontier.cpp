#include "storage/database.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "storage/store.h"

#include <rocksdb/snapshot.h>

#include <algorithm>

namespace ogi::storage {

using base::Result;

namespace {

// Pages read in one go while a host's due ones are collected.
constexpr std::size_t pages_a_read = 64;

// Calls `visit` with the earliest scheduled page of each host, in order of host, until it returns false.
Result<void> for_each_host(const Database& database, const std::function<bool(const ScheduleKey&)>& visit) {
    Scan scan{database, Family::schedule};
    scan.seek({});
    while (scan.valid()) {
        TRY(earliest, decode_schedule_key(scan.key()));
        if (!visit(earliest)) return {};
        scan.seek(schedule_key_after(earliest.authority));
    }
    return scan.outcome();
}

}  // namespace

Result<std::optional<model::Page>> Store::page(const base::Url& url) const {
    TRY(value, db_->get(Family::pages, url.text()));
    if (!value) return std::optional<model::Page>{};
    TRY(page, read_page(url.text(), *value));
    return std::optional{std::move(page)};
}

Result<std::vector<std::string>> Store::due_hosts(base::UtcTime now) const {
    std::vector<std::string> hosts;
    TRY_VOID(for_each_host(*db_, [&](const ScheduleKey& earliest) {
        if (earliest.due_at <= now) hosts.push_back(earliest.authority);
        return true;
    }));
    return hosts;
}

Result<std::vector<model::Page>> Store::due_pages(std::string_view authority, base::UtcTime now,
                                                  std::size_t limit) const {
    // The schedule and the pages as of one moment: a commit in between would move pages away from their keys.
    rocksdb::ManagedSnapshot moment{&db_->rocks()};
    Scan scan{*db_, Family::schedule, schedule_key_after(authority, now), moment.snapshot()};
    std::vector<model::Page> pages;
    FirstFailure failure;
    scan.seek(first_schedule_key(authority));
    while (scan.valid() && pages.size() < limit) {
        std::vector<std::string> urls;
        const auto wanted = std::min(limit - pages.size(), pages_a_read);
        for (; scan.valid() && urls.size() < wanted; scan.next()) {
            TRY(key, decode_schedule_key(scan.key()));
            urls.push_back(std::move(key.url));
        }
        TRY(values, db_->get_all(Family::pages, urls, moment.snapshot()));
        for (std::size_t i = 0; i < urls.size(); ++i) {
            auto page = read_page(urls[i], values[i].value_or(""));
            if (page) {
                pages.push_back(*std::move(page));
            } else {
                failure.note(std::move(page).error());
            }
        }
    }
    TRY_VOID(scan.outcome());
    if (pages.empty()) TRY_VOID(failure.outcome());
    return pages;
}

Result<std::optional<base::UtcTime>> Store::next_due() const {
    std::optional<base::UtcTime> next;
    TRY_VOID(for_each_host(*db_, [&](const ScheduleKey& earliest) {
        next = next ? std::min(*next, earliest.due_at) : earliest.due_at;
        return true;
    }));
    return next;
}

Result<void> Store::for_each_page(const std::function<bool(const model::Page&)>& visit,
                                  std::string_view after) const {
    Scan scan{*db_, Family::pages};
    FirstFailure failure;
    for (scan.seek(std::string{after}); scan.valid(); scan.next()) {
        if (scan.key() == after) continue;
        auto page = read_page(scan.key(), scan.value());
        if (!page) {
            failure.note(std::move(page).error());
        } else if (!visit(*page)) {
            return {};
        }
    }
    TRY_VOID(scan.outcome());
    return failure.outcome();
}

}  // namespace ogi::storage
