#include "model/host_json.h"
#include "storage/draft.h"
#include "storage/page_record.h"
#include "storage/records.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace ogi::storage {

using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

// URLs looked up in one go.
constexpr std::size_t urls_a_read = 512;

constexpr base::UtcTime due_min{};

std::uint64_t count_in(const std::optional<std::string>& value) {
    std::uint64_t count = 0;
    if (value) std::from_chars(value->data(), value->data() + value->size(), count);
    return count;
}

bool is_dormant(const std::string& value) {
    return due_in(value) == due_never;
}

}  // namespace

std::string_view prefix_of(const base::Url& url) {
    const auto path = url.path();
    const auto end = path.find('/', 1);
    return path.substr(0, end == std::string_view::npos ? 1 : end + 1);
}

Result<Draft::Put> Draft::put_pages(const std::vector<model::Page>& pages,
                                    const std::optional<std::uint64_t>& based_on) {
    // Where a URL is named twice, the last counts.
    std::map<std::string_view, const model::Page*> latest;
    for (const auto& page : pages) latest[page.url.text()] = &page;
    std::vector<std::string> urls;
    for (const auto& [url, page] : latest) urls.emplace_back(url);
    TRY(old_values, database_.get_all(Family::pages, urls, nullptr));
    if (based_on) {
        const auto place = std::ranges::find(urls, pages.front().url.text()) - urls.begin();
        const auto& old_value = old_values[static_cast<std::size_t>(place)];
        if (!old_value || stamp_of(*old_value) != *based_on) return Put::stale;
    }
    for (std::size_t i = 0; i < urls.size(); ++i) {
        TRY_VOID(replace_page(*latest.find(urls[i])->second, old_values[i]));
        put_.insert(std::move(urls[i]));
    }
    return Put::done;
}

Result<std::vector<bool>> Draft::put_refreshes(const std::vector<Refresh>& refreshes) {
    std::vector<std::string> urls;
    for (const auto& refresh : refreshes) urls.push_back(refresh.page.url.text());
    TRY(old_values, database_.get_all(Family::pages, urls, nullptr));
    std::vector<bool> put(refreshes.size());
    for (std::size_t i = 0; i < refreshes.size(); ++i) {
        const auto& [page, based_on, hosts] = refreshes[i];
        if (!old_values[i] || stamp_of(*old_values[i]) != based_on || !put_.insert(urls[i]).second) continue;
        TRY_VOID(replace_page(page, old_values[i]));
        TRY_VOID(put_hosts(hosts));
        put[i] = true;
    }
    return put;
}

Result<std::vector<model::Page>> Draft::add_pages(std::vector<model::Page> discovered,
                                                  const UrlBounds& bounds) {
    // Where a URL is named twice, the first counts.
    std::vector<model::Page> added;
    std::set<std::string, std::less<>> seen;
    for (std::size_t begin = 0; begin < discovered.size(); begin += urls_a_read) {
        const auto end = std::min(begin + urls_a_read, discovered.size());
        std::vector<std::string> some;
        for (auto i = begin; i < end; ++i) some.push_back(discovered[i].url.text());
        TRY(known, database_.get_all(Family::pages, some, nullptr));
        for (auto i = begin; i < end; ++i) {
            const auto& url = some[i - begin];
            const auto& old_value = known[i - begin];
            if (put_.contains(url) || !seen.insert(url).second) continue;
            if (old_value && !is_dormant(*old_value)) continue;
            TRY_VOID(add(std::move(discovered[i]), old_value, bounds, added));
        }
    }
    return added;
}

Result<void> Draft::add(model::Page page, const std::optional<std::string>& old_value,
                        const UrlBounds& bounds, std::vector<model::Page>& added) {
    if (!old_value && page.role != model::PageRole::entry) {
        if (page.url.empty()) return fail(ErrorCode::malformed, "a page without URL");
        TRY(place, host(page.url.authority()));
        auto& record = place->record;
        if (record.urls >= bounds.host_urls_max) {
            ++record.refused_host_full;
            place->altered = true;
            return {};
        }
        TRY(count, prefix_count(*place, prefix_of(page.url)));
        const auto share = static_cast<std::uint64_t>(std::max(bounds.prefix_percent_max, 0));
        if (*count >= bounds.prefix_urls_free && *count * 100 >= record.urls * share) {
            ++record.refused_prefix_full;
            place->altered = true;
            return {};
        }
    }
    if (old_value) {
        // It slept, and is found again: what was known of it holds.
        TRY(known, read_page(page.url.text(), *old_value));
        known.due_at = page.due_at;
        known.source = page.source;
        page = std::move(known);
    }
    TRY_VOID(replace_page(page, old_value));
    added.push_back(std::move(page));
    return {};
}

Result<void> Draft::replace_page(const model::Page& page, const std::optional<std::string>& old_value) {
    if (page.url.empty()) return fail(ErrorCode::malformed, "a page without URL");
    return put_record(page.url, page.due_at, page_record(page), old_value);
}

Result<void> Draft::move_page(const base::Url& url, base::UtcTime due_at, const std::string& old_value) {
    return put_record(url, due_at, with_due(old_value, due_at), old_value);
}

Result<void> Draft::put_record(const base::Url& url, base::UtcTime due_at, const std::string& record,
                               const std::optional<std::string>& old_value) {
    if (due_at < due_min || due_at > due_never) {
        return fail(ErrorCode::malformed,
                    "page " + url.text() + " is due outside the years 1970 to " + std::to_string(year_max));
    }
    TRY(place, host(url.authority()));
    const auto hash = hash_of(url);
    if (old_value) {
        TRY_VOID(remove_from_schedule(*place, url, hash, *old_value));
    } else {
        TRY(count, prefix_count(*place, prefix_of(url)));
        ++*count;
        ++place->record.urls;
        place->altered = true;
    }
    batch_.Put(database_.handle(Family::pages), url.text(), record);
    const bool was_suspect = old_value && is_suspect_in(*old_value);
    if (is_suspect_in(record) && !was_suspect) {
        batch_.Put(database_.handle(Family::suspects), url.text(), "");
    } else if (was_suspect && !is_suspect_in(record)) {
        batch_.Delete(database_.handle(Family::suspects), url.text());
    }
    if (due_at == due_never) return {};
    batch_.Put(database_.handle(Family::schedule), encode(ScheduleKey{place->record.id, due_at, hash}),
               url.text());
    auto& due_from = place->record.due_from;
    if (!due_from || due_at < *due_from) {
        due_from = due_at;
        place->altered = true;
    }
    return {};
}

Result<void> Draft::remove_from_schedule(const Host& host, const base::Url& url, const UrlHash& hash,
                                         const std::string& old_value) {
    auto* schedule = database_.handle(Family::schedule);
    const auto id = host.record.id;
    if (const auto due_at = due_in(old_value)) {
        batch_.Delete(schedule, encode(ScheduleKey{id, *due_at, hash}));
        return {};
    }
    // The old record is damaged and cannot say when the page was due: look through all of its host.
    Scan scan{database_, Family::schedule, schedule_key_after(id)};
    for (scan.seek(first_schedule_key(id)); scan.valid(); scan.next()) {
        if (scan.value() == url.text()) batch_.Delete(schedule, std::string{scan.key()});
    }
    return scan.outcome();
}

Result<Draft::Host*> Draft::host(std::string_view authority) {
    const auto found = hosts_.find(authority);
    if (found != hosts_.end()) return &found->second;
    TRY(value, database_.get(Family::hosts, authority));
    Host host;
    if (value) {
        TRY(record, read_host(authority, *value));
        host.record = std::move(record);
    } else {
        if (!last_host_) {
            TRY(last, database_.last_host());
            last_host_ = last;
        }
        if (*last_host_ == std::numeric_limits<std::uint32_t>::max())
            return fail(ErrorCode::too_large, "the store has given out every host id");
        host.record.id = ++*last_host_;
        host.altered = true;
    }
    return &hosts_.emplace(std::string{authority}, std::move(host)).first->second;
}

Result<std::uint64_t*> Draft::prefix_count(const Host& host, std::string_view prefix) {
    auto key = encode_prefix_key(host.record.id, prefix);
    const auto found = prefixes_.find(key);
    if (found != prefixes_.end()) return &found->second;
    TRY(value, database_.get(Family::prefixes, key));
    return &prefixes_.emplace(std::move(key), count_in(value)).first->second;
}

Result<void> Draft::put_hosts(const std::vector<HostUpdate>& hosts) {
    for (const auto& update : hosts) {
        TRY(place, host(update.authority));
        if (update.manners && *update.manners != place->record.manners) {
            place->record.manners = *update.manners;
            place->altered = true;
        }
        auto& record = place->record;
        if (update.outcome && (record.outcome != update.outcome || record.failure != update.failure)) {
            record.outcome = update.outcome;
            record.failure = update.failure;
            place->altered = true;
        }
        if (update.refused_trap > 0) {
            place->record.refused_trap += update.refused_trap;
            place->altered = true;
        }
        if (update.robots)
            batch_.Put(database_.handle(Family::robots), update.authority, model::to_record(*update.robots));
    }
    return {};
}

Result<void> Draft::write(Durability durability) {
    for (const auto& [authority, host] : hosts_) {
        if (host.altered) put(Family::hosts, authority, model::to_json(host.record));
    }
    for (const auto& [key, count] : prefixes_)
        batch_.Put(database_.handle(Family::prefixes), key, std::to_string(count));
    if (last_host_)
        batch_.Put(database_.handle(Family::meta), std::string{meta_last_host}, std::to_string(*last_host_));
    return database_.write(batch_, durability);
}

void Draft::put(Family family, const std::string& key, std::string json) {
    batch_.Put(database_.handle(family), key, storable(std::move(json)));
}

}  // namespace ogi::storage
