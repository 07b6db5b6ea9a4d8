#include "storage/repair.h"

#include "model/host_json.h"
#include "storage/draft.h"
#include "storage/keys.h"
#include "storage/migrate.h"
#include "storage/page_record.h"
#include "storage/records.h"

#include <map>

namespace ogi::storage {

using base::Result;

namespace {

constexpr std::size_t keys_a_batch = 4096;
constexpr int log_links_format = 7;  // The first that has them; its step makes all of them anew.

struct HostFacts {
    model::HostRecord record;
    std::uint64_t urls = 0;
    std::optional<base::UtcTime> first_due{};
};

class Repair {
  public:
    explicit Repair(Database& database) : database_{database} {}

    Result<void> read_hosts();
    Result<void> walk_pages();
    Result<void> remove_strays();
    Result<void> write_counts();
    Result<Repaired> end();

    // A walk that met what cannot be read goes on; a disk that fails ends the repair.
    Result<void> note(Result<void> walked);
    bool whole() const { return repaired_.health.has_value(); }

  private:
    // Has the key say this, where it does not.
    Result<void> put(Family family, const std::string& key, std::string_view value);
    Result<void> remove(Family family, std::string_view key);
    Result<void> write_if_full();
    Result<Repaired> relink_log();
    Result<void> look_at(const base::Url& url, std::string_view record);
    // Whether a key of the schedule is that of its page.
    Result<bool> belongs(const ScheduleKey& key, std::string_view url) const;

    Database& database_;
    Repaired repaired_;
    rocksdb::WriteBatch batch_;
    std::map<std::string, HostFacts, std::less<>> hosts_;
    std::map<std::string, std::uint64_t> prefixes_;
};

Result<void> Repair::put(Family family, const std::string& key, std::string_view value) {
    TRY(stored, database_.get(family, key));
    if (stored && *stored == value) return {};
    ++repaired_.put;
    batch_.Put(database_.handle(family), key, std::string{value});
    return write_if_full();
}

Result<void> Repair::remove(Family family, std::string_view key) {
    ++repaired_.removed;
    batch_.Delete(database_.handle(family), std::string{key});
    return write_if_full();
}

Result<void> Repair::write_if_full() {
    if (static_cast<std::size_t>(batch_.Count()) < keys_a_batch) return {};
    TRY_VOID(database_.write(batch_, Durability::at_next_sync));
    batch_.Clear();
    return {};
}

Result<void> Repair::note(Result<void> walked) {
    if (walked || walked.error().code == base::ErrorCode::io) return walked;
    if (repaired_.health) repaired_.health = std::move(walked);
    return {};
}

Result<void> Repair::read_hosts() {
    Scan scan{database_, Family::hosts};
    for (scan.seek({}); scan.valid(); scan.next()) {
        if (auto host = read_host(scan.key(), scan.value()))
            hosts_[std::string{scan.key()}].record = *std::move(host);
    }
    return scan.outcome();
}

Result<void> Repair::walk_pages() {
    Scan scan{database_, Family::pages};
    for (scan.seek({}); scan.valid(); scan.next()) {
        const auto url = base::Url::parse(scan.key());
        if (url && url->text() == scan.key()) TRY_VOID(look_at(*url, scan.value()));
    }
    return scan.outcome();
}

Result<void> Repair::look_at(const base::Url& url, std::string_view record) {
    const auto found = hosts_.find(url.authority());
    if (found == hosts_.end()) return {};
    auto& [host, urls, first_due] = found->second;
    ++urls;
    ++prefixes_[encode_prefix_key(host.id, prefix_of(url))];
    if (is_suspect_in(record)) TRY_VOID(put(Family::suspects, url.text(), ""));
    const auto due_at = due_in(record);
    if (!due_at || *due_at == due_never) return {};
    first_due = std::min(first_due.value_or(*due_at), *due_at);
    return put(Family::schedule, encode(ScheduleKey{host.id, *due_at, hash_of(url)}), url.text());
}

Result<bool> Repair::belongs(const ScheduleKey& key, std::string_view text) const {
    const auto url = base::Url::parse(text);
    if (!url || hash_of(*url) != key.url) return false;
    const auto host = hosts_.find(url->authority());
    if (host == hosts_.end() && !whole()) return true;  // Nobody can say: of a host that cannot be read.
    if (host == hosts_.end() || host->second.record.id != key.host) return false;
    const auto record = database_.get(Family::pages, text);
    if (!record && record.error().code == base::ErrorCode::malformed) return true;  // Nobody can say.
    if (!record) return record.error();
    return *record && due_in(**record) == key.due_at;
}

Result<void> Repair::remove_strays() {
    Scan schedule{database_, Family::schedule};
    for (schedule.seek({}); schedule.valid(); schedule.next()) {
        const auto key = decode_schedule_key(schedule.key());
        auto stays = key ? belongs(*key, schedule.value()) : Result<bool>{false};
        if (!stays) return std::move(stays).error();
        if (!*stays) TRY_VOID(remove(Family::schedule, schedule.key()));
    }
    TRY_VOID(schedule.outcome());
    Scan suspects{database_, Family::suspects};
    for (suspects.seek({}); suspects.valid(); suspects.next()) {
        const auto record = database_.get(Family::pages, suspects.key());
        if (!record && record.error().code == base::ErrorCode::malformed) continue;
        if (!record) return record.error();
        if (!*record || !is_suspect_in(**record)) TRY_VOID(remove(Family::suspects, suspects.key()));
    }
    return suspects.outcome();
}

Result<void> Repair::write_counts() {
    for (const auto& [key, count] : prefixes_) TRY_VOID(put(Family::prefixes, key, std::to_string(count)));
    Scan scan{database_, Family::prefixes};
    for (scan.seek({}); scan.valid(); scan.next())
        if (!prefixes_.contains(std::string{scan.key()})) TRY_VOID(remove(Family::prefixes, scan.key()));
    TRY_VOID(scan.outcome());
    for (auto& [authority, host] : hosts_) {
        host.record.urls = host.urls;
        if (host.first_due && (!host.record.due_from || *host.record.due_from > *host.first_due))
            host.record.due_from = host.first_due;
        TRY_VOID(put(Family::hosts, authority, storable(model::to_json(host.record))));
    }
    return {};
}

Result<Repaired> Repair::end() {
    TRY_VOID(database_.write(batch_, Durability::synced));
    // The indexes that a migration fills: what is there already stays.
    TRY_VOID(note(migrate(database_, oldest_format, log_links_format - 1, {})));
    return relink_log();
}

// Where a part of the log cannot be read, its links are all that is left of it; where a part of what is made
// anew cannot, it would be left half made.
Result<Repaired> Repair::relink_log() {
    for (const auto family :
         {Family::changes, Family::timeline, Family::chain, Family::newest, Family::consumers}) {
        Scan scan{database_, family};
        for (scan.seek({}); scan.valid();) scan.next();
        if (scan.outcome()) continue;
        TRY_VOID(note(scan.outcome()));
        return repaired_;
    }
    // Killed in the midst of it, the next opening goes on with it.
    rocksdb::WriteBatch older;
    older.Put(database_.handle(Family::meta), std::string{meta_format}, std::to_string(log_links_format - 1));
    TRY_VOID(database_.write(older, Durability::synced));
    TRY_VOID(migrate(database_, log_links_format - 1, store_format, {}));
    return repaired_;
}

}  // namespace

Result<Repaired> repair(Store& store) {
    Repair repair{store.database()};
    TRY_VOID(repair.note(repair.read_hosts()));
    TRY_VOID(repair.note(repair.walk_pages()));
    TRY_VOID(repair.note(repair.remove_strays()));
    // What cannot be read may be pages that count.
    if (repair.whole()) TRY_VOID(repair.write_counts());
    return repair.end();
}

}  // namespace ogi::storage
