#include "model/host_json.h"
#include "storage/draft.h"
#include "storage/keys.h"
#include "storage/page_record.h"
#include "storage/records.h"
#include "storage/verify_parts.h"

#include <map>

namespace ogi::storage {

using base::Result;

namespace {

struct HostSeen {
    model::HostRecord record;
    std::uint64_t urls = 0;
    std::optional<base::UtcTime> first_due{};
};

// The walks over pages and schedule, with what they have to remember of each host.
class PageWalk {
  public:
    explicit PageWalk(const Looking& looking) : looking_{looking} {}

    Result<void> hosts();
    Result<void> pages();
    Result<void> schedule();
    Result<void> prefixes();
    void compare_hosts();

  private:
    void look_at(const base::Url& url, std::string_view record);
    void count_prefix(std::uint32_t host, std::string_view prefix);
    void end_prefix();
    void compare_prefixes(std::uint64_t records);
    std::string authority_of(std::string_view host_key) const;
    void look_at_suspect(std::string_view url, bool in_doubt);
    void look_at_reports(const model::Page& page);
    void look_at_key(const ScheduleKey& key, std::string_view url);
    // Whether the record is there; a block that cannot be read counts as one and is told by its own walk.
    bool has(Family family, std::string_view key) const {
        const auto found = looking_.database.has(family, key);
        return !found || *found;
    }
    void tell(Fault fault, std::string where, std::string what = {}) const {
        looking_.findings.add(fault, std::move(where), std::move(what));
    }

    const Looking& looking_;
    std::map<std::string, HostSeen, std::less<>> hosts_;
    std::map<std::uint32_t, HostSeen*> by_id_;
    std::uint64_t scheduled_ = 0;
    // The directory that the walk is in, and those that it met more than once: two schemes on one port.
    std::string prefix_key_;
    std::uint64_t prefix_count_ = 0;
    std::map<std::string, std::uint64_t> open_prefixes_;
    std::map<std::string, std::uint64_t> roots_;
    std::uint64_t prefixes_ = 0;
};

std::string page_name(std::string_view url) {
    return "page " + std::string{url};
}

Result<void> PageWalk::hosts() {
    // Told with the family meta where it cannot be read.
    const auto last_host = looking_.database.last_host();
    Scan scan{looking_.database, Family::hosts};
    std::uint64_t records = 0;
    for (scan.seek({}); scan.valid(); scan.next(), ++records) {
        const auto name = "host " + std::string{scan.key()};
        auto host = read_host(scan.key(), scan.value());
        if (!host) {
            tell(Fault::unreadable_record, name, host.error().context);
            continue;
        }
        const auto id = host->id;
        auto& seen = hosts_[std::string{scan.key()}];
        seen.record = *std::move(host);
        if (last_host && id > *last_host)
            tell(Fault::wrong_meta, name, "its id " + std::to_string(id) + " was not given out yet");
        if (!by_id_.emplace(id, &seen).second)
            tell(Fault::unreadable_record, name, "its id " + std::to_string(id) + " is another host's");
    }
    looking_.count(Family::hosts, records);
    return looking_.walked(scan, Family::hosts);
}

Result<void> PageWalk::pages() {
    Scan scan{looking_.database, Family::pages};
    std::uint64_t records = 0;
    for (scan.seek({}); scan.valid(); scan.next(), ++records) {
        const auto url = base::Url::parse(scan.key());
        if (!url || url->text() != scan.key()) {
            tell(Fault::unreadable_record, page_name(scan.key()), "its key is no URL in normal form");
            continue;
        }
        look_at(*url, scan.value());
    }
    end_prefix();
    looking_.count(Family::pages, records);
    return looking_.walked(scan, Family::pages);
}

void PageWalk::look_at(const base::Url& url, std::string_view record) {
    const auto name = page_name(url.text());
    const auto page = read_page(url.text(), record);
    if (!page) tell(Fault::unreadable_record, name, page.error().context);
    const auto found = hosts_.find(url.authority());
    if (found == hosts_.end() && !looking_.whole(Family::hosts)) return;
    if (found == hosts_.end()) return tell(Fault::unknown_host, name);
    auto& host = found->second;
    ++host.urls;
    count_prefix(host.record.id, prefix_of(url));
    if (page) {
        look_at_suspect(url.text(), page->suspect.has_value());
        look_at_reports(*page);
    }
    const auto due_at = due_in(record);
    if (!due_at || *due_at == due_never) return;
    const auto stored =
        looking_.database.get(Family::schedule, encode(ScheduleKey{host.record.id, *due_at, hash_of(url)}));
    if (stored && (!*stored || **stored != url.text())) return tell(Fault::not_scheduled, name);
    ++scheduled_;
}

void PageWalk::look_at_suspect(std::string_view url, bool in_doubt) {
    if (in_doubt && !has(Family::suspects, url))
        tell(Fault::suspect_index, page_name(url), "it is in doubt and not in the index");
}

void PageWalk::look_at_reports(const model::Page& page) {
    // A page that is gone goes on naming what it showed; its copies go when that is confirmed.
    if (page.gone_reason) return;
    for (const auto& report : page.reports) {
        const auto key = encode(CopyKey{report, page.url.text()});
        if (!key || !has(Family::copies, *key))
            tell(Fault::missing_copy, page_name(page.url.text()), "no copy of " + report_name(report));
    }
}

// Pages come in the order of their URLs, so those below a directory come together; those at the root do not.
void PageWalk::count_prefix(std::uint32_t host, std::string_view prefix) {
    auto key = encode_prefix_key(host, prefix);
    if (prefix == "/") {
        ++roots_[std::move(key)];
        return;
    }
    if (key != prefix_key_) {
        end_prefix();
        prefix_key_ = std::move(key);
    }
    ++prefix_count_;
}

void PageWalk::end_prefix() {
    if (prefix_key_.empty()) return;
    const auto stored = looking_.database.get(Family::prefixes, prefix_key_);
    const bool known = open_prefixes_.contains(prefix_key_);
    if (!known) ++prefixes_;
    if (known || !stored || !*stored || **stored != std::to_string(prefix_count_))
        open_prefixes_[prefix_key_] += prefix_count_;
    prefix_key_.clear();
    prefix_count_ = 0;
}

Result<void> PageWalk::prefixes() {
    Scan scan{looking_.database, Family::prefixes};
    std::uint64_t records = 0;
    for (scan.seek({}); scan.valid(); scan.next()) ++records;
    looking_.count(Family::prefixes, records);
    TRY_VOID(looking_.walked(scan, Family::prefixes));
    if (looking_.whole(Family::prefixes) && looking_.whole(Family::pages) && looking_.whole(Family::hosts))
        compare_prefixes(records);
    return {};
}

void PageWalk::compare_prefixes(std::uint64_t records) {
    const auto distinct = prefixes_ + roots_.size();
    open_prefixes_.merge(roots_);
    for (const auto& [key, count] : open_prefixes_) {
        const auto stored = looking_.database.get(Family::prefixes, key);
        const auto text = stored && *stored ? **stored : std::string{"nothing"};
        if (text == std::to_string(count)) continue;
        const auto host = key.substr(0, first_schedule_key(0).size());
        tell(Fault::wrong_count, "directory " + key.substr(host.size()) + " of " + authority_of(host),
             "it says " + text + ", there are " + std::to_string(count));
    }
    if (records != distinct)
        tell(Fault::wrong_count, "directories",
             "there are counts of " + std::to_string(records) + ", and " + std::to_string(distinct) +
                 " hold pages");
}

std::string PageWalk::authority_of(std::string_view host_key) const {
    for (const auto& [authority, host] : hosts_)
        if (first_schedule_key(host.record.id) == host_key) return authority;
    return "an unknown host";
}

Result<void> PageWalk::schedule() {
    Scan scan{looking_.database, Family::schedule};
    std::uint64_t records = 0;
    for (scan.seek({}); scan.valid(); scan.next(), ++records) {
        const auto key = decode_schedule_key(scan.key());
        if (!key) {
            tell(Fault::stray_schedule, "schedule", key.error().context);
            continue;
        }
        const auto host = by_id_.find(key->host);
        if (host != by_id_.end() && !host->second->first_due) host->second->first_due = key->due_at;
    }
    looking_.count(Family::schedule, records);
    TRY_VOID(looking_.walked(scan, Family::schedule));
    // Each page that has a key has one. So where there are as many keys, there is none besides.
    if (records == scheduled_ || !looking_.whole(Family::hosts)) return {};
    Scan again{looking_.database, Family::schedule};
    for (again.seek({}); again.valid(); again.next()) {
        if (const auto key = decode_schedule_key(again.key())) look_at_key(*key, again.value());
    }
    return {};
}

void PageWalk::look_at_key(const ScheduleKey& key, std::string_view text) {
    const auto url = base::Url::parse(text);
    const auto host = url ? hosts_.find(url->authority()) : hosts_.end();
    const auto record = looking_.database.get(Family::pages, text);
    if (!record) return;
    const auto due_at = *record ? due_in(**record) : std::nullopt;
    if (due_at == key.due_at && host != hosts_.end() && host->second.record.id == key.host) return;
    tell(Fault::stray_schedule, page_name(text), "a key for " + base::to_iso(key.due_at));
}

void PageWalk::compare_hosts() {
    for (const auto& [authority, host] : hosts_) {
        const auto name = "host " + authority;
        if (looking_.whole(Family::pages) && host.record.urls != host.urls)
            tell(Fault::wrong_count, name,
                 "it says " + std::to_string(host.record.urls) + " URLs, there are " +
                     std::to_string(host.urls));
        // What is due before is not looked for.
        if (host.first_due && (!host.record.due_from || *host.record.due_from > *host.first_due))
            tell(Fault::wrong_due_from, name, "a page is due at " + base::to_iso(*host.first_due));
    }
}

Result<void> verify_suspects(const Looking& looking) {
    Scan scan{looking.database, Family::suspects};
    std::uint64_t records = 0;
    for (scan.seek({}); scan.valid(); scan.next(), ++records) {
        const auto page = looking.database.get(Family::pages, scan.key());
        if (page && (!*page || !is_suspect_in(**page)))
            looking.findings.add(Fault::suspect_index, page_name(scan.key()), "it is not in doubt");
    }
    looking.count(Family::suspects, records);
    return looking.walked(scan, Family::suspects);
}

}  // namespace

Result<void> verify_pages(const Looking& looking) {
    PageWalk walk{looking};
    TRY_VOID(walk.hosts());
    TRY_VOID(walk.pages());
    TRY_VOID(walk.prefixes());
    TRY_VOID(walk.schedule());
    walk.compare_hosts();
    return verify_suspects(looking);
}

}  // namespace ogi::storage
