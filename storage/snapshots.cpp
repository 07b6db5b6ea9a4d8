#include "base/digest.h"
#include "storage/bodies.h"
#include "storage/capture_record.h"
#include "storage/database.h"
#include "storage/keys.h"
#include "storage/store.h"

#include <cassert>

namespace ogi::storage {

using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

Result<bool> is_known_base(const Database& database, BodyStanding standing, std::string_view key) {
    if (standing != BodyStanding::unreadable) return false;
    return database.has(Family::bases, key);
}

}  // namespace

Result<void> Store::put_snapshot(const model::Snapshot& snapshot) {
    if (snapshot.url.empty()) return fail(ErrorCode::malformed, "a snapshot without URL");
    TRY(body_key, encode_body_key(snapshot.digest));
    // Whoever received the body has hashed it; a body is held against its digest when it is read.
    assert(snapshot.digest == base::sha256_hex(snapshot.body));
    const auto site = snapshot.url.authority();
    const auto storing = db_->body_watch.storing(body_key);
    BodyBases::Base new_base;
    rocksdb::WriteBatch batch;
    // One that cannot be read is written again: what lay in a damaged file is healed by the next visit.
    // Nothing may be stored against a base that was lost with it, and a base stands alone as before.
    const auto standing = standing_of_body(*db_, body_key);
    if (standing == BodyStanding::unreadable) db_->bases.forget(site);
    TRY(is_base, is_known_base(*db_, standing, body_key));
    if (standing != BodyStanding::readable) {
        TRY(stored, is_base ? encode_body_alone(body_key, snapshot.body)
                            : encode_body(*db_, site, body_key, snapshot.body));
        batch.Put(db_->handle(Family::bodies), body_key, stored.value);
        new_base = std::move(stored.new_base);
    }
    if (new_base) {
        batch.Put(db_->handle(Family::body_bases), site, new_base->key);
        batch.Put(db_->handle(Family::bases), new_base->key, site);
    }
    batch.Put(db_->handle(Family::captures), encode(CaptureKey{snapshot.url.text(), snapshot.fetched_at}),
              encode_capture(snapshot));
    TRY_VOID(db_->write(batch, Durability::at_next_sync));
    // Only now: no body may be stored against one that is not there.
    if (new_base) db_->bases.put(site, std::move(new_base));
    return {};
}

namespace {

Result<model::Snapshot> read_capture(std::string_view key_bytes, std::string_view value) {
    TRY(key, decode_capture_key(key_bytes));
    auto capture = decode_capture(value);
    if (!capture) return in_record(std::move(capture).error(), "capture of " + key.url);
    TRY(url, base::Url::parse(key.url));
    capture->url = std::move(url);
    capture->fetched_at = key.fetched_at;
    return capture;
}

// The newest capture of a URL for which `wanted` holds, without its body.
template <class Wanted>
Result<std::optional<model::Snapshot>> find_capture(const Database& database, const base::Url& url,
                                                    Wanted wanted) {
    const auto first = first_capture_key(url);
    Scan scan{database, Family::captures, prefix_end(first)};
    for (scan.seek(first); scan.valid(); scan.next()) {
        TRY(capture, read_capture(scan.key(), scan.value()));
        if (wanted(capture)) return std::optional{std::move(capture)};
    }
    TRY_VOID(scan.outcome());
    return std::optional<model::Snapshot>{};
}

Result<std::optional<model::Snapshot>> with_body(const Store& store, std::optional<model::Snapshot> capture) {
    if (!capture) return capture;
    const auto name = "capture of " + capture->url.text();
    auto stored = store.body(capture->digest);
    if (!stored) return in_record(std::move(stored).error(), name);
    if (!*stored) return fail(ErrorCode::malformed, "the stored " + name + " has no body");
    capture->body = **std::move(stored);
    return capture;
}

}  // namespace

Result<std::optional<model::Snapshot>> Store::newest_snapshot(const base::Url& url) const {
    TRY(capture, find_capture(*db_, url, [](const model::Snapshot&) { return true; }));
    return with_body(*this, std::move(capture));
}

Result<std::optional<model::Snapshot>> Store::snapshot(const base::Url& url, std::string_view digest) const {
    TRY(capture,
        find_capture(*db_, url, [&](const model::Snapshot& snapshot) { return snapshot.digest == digest; }));
    return with_body(*this, std::move(capture));
}

Result<std::vector<model::Snapshot>> Store::captures(const base::Url& url) const {
    std::vector<model::Snapshot> all;
    TRY(none, find_capture(*db_, url, [&](const model::Snapshot& capture) {
            all.push_back(capture);
            return false;
        }));
    static_cast<void>(none);
    return all;
}

Result<void> Store::for_each_capture(const std::function<bool(const model::Snapshot&)>& visit) const {
    Scan scan{*db_, Family::captures};
    Failures failure;
    for (scan.seek(""); scan.valid(); scan.next()) {
        auto capture = read_capture(scan.key(), scan.value());
        if (!capture) {
            failure.note(std::move(capture).error());
        } else if (!visit(*capture)) {
            return failure.outcome();
        }
    }
    TRY_VOID(scan.outcome());
    return failure.outcome();
}

Result<std::optional<std::string>> Store::body(std::string_view digest) const {
    TRY(key, encode_body_key(digest));
    TRY(value, db_->get(Family::bodies, key));
    if (!value) return std::optional<std::string>{};
    auto bytes = decode_body(*db_, *value);
    if (!bytes) return in_record(std::move(bytes).error(), "body " + std::string{digest});
    if (base::sha256_hex(*bytes) != digest) {
        return fail(ErrorCode::malformed, "the stored body " + std::string{digest} + " has another digest");
    }
    return std::optional{*std::move(bytes)};
}

}  // namespace ogi::storage
