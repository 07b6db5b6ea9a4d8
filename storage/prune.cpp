#include "storage/prune.h"

#include "storage/capture_record.h"
#include "storage/keys.h"
#include "storage/references.h"

#include <rocksdb/snapshot.h>

#include <algorithm>
#include <map>

namespace ogi::storage {

using base::Result;

namespace {

// Captures that may be dropped and are held in memory at one time; what refers to bodies is walked once for
// each so many.
constexpr std::size_t candidates_max = 500'000;
// Bodies dropped in one write.
constexpr std::size_t bodies_a_batch = 256;

struct Candidate {
    BodyMark body{};
    std::string key;      // Of the capture.
    bool begins = false;  // begins_a_run.
};

// What is known of the body of candidates.
struct BodyUse {
    BodyMark body{};
    std::uint64_t captures = 0;  // All that the walk met.
    bool pinned = false;
};

struct Watching {
    explicit Watching(BodyWatch& watch) : watch_{watch} { watch_.begin(); }
    ~Watching() { watch_.end(); }
    BodyWatch& watch_;
};

class Pruning {
  public:
    Pruning(Store& store, const Retention& retention, base::UtcTime now, PruneMode mode)
        : store_{store}, database_{store.database()}, retention_{retention}, now_{now}, mode_{mode} {}

    Result<Pruned> run();

  private:
    // Candidates of the next pages, until there are enough.
    Result<void> collect(const rocksdb::Snapshot* moment);
    void decide(const std::string& url, std::span<const KeptCapture> captures);
    // What else refers to their bodies.
    Result<void> look_around(const rocksdb::Snapshot* moment);
    Result<void> drop();
    Result<void> drop_body(std::span<const Candidate> captures, rocksdb::WriteBatch& batch);
    BodyUse* use_of(const BodyMark& body);

    Store& store_;
    Database& database_;
    const Retention& retention_;
    base::UtcTime now_;
    PruneMode mode_;
    Pruned pruned_;
    std::string from_;  // The captures before are done.
    bool done_ = false;
    std::vector<Candidate> candidates_;
    std::vector<BodyUse> uses_;
};

void Pruning::decide(const std::string& url, std::span<const KeptCapture> captures) {
    pruned_.captures_seen += captures.size();
    const auto drop = may_drop(captures, retention_, now_);
    for (std::size_t i = 0; i < captures.size(); ++i) {
        if (!drop[i]) continue;
        const auto body = encode_body_key(captures[i].digest);
        if (!body) continue;
        candidates_.push_back(
            {mark_of(*body), encode(CaptureKey{url, captures[i].fetched_at}), begins_a_run(captures, i)});
    }
}

Result<void> Pruning::collect(const rocksdb::Snapshot* moment) {
    candidates_.clear();
    Scan scan{database_, Family::captures, {}, moment};
    std::string url;
    std::vector<KeptCapture> captures;
    for (scan.seek(from_); scan.valid(); scan.next()) {
        TRY(key, decode_capture_key(scan.key()));
        if (key.url != url) {
            decide(url, captures);
            captures.clear();
            url = key.url;
            if (candidates_.size() >= candidates_max) {
                from_ = scan.key();
                return {};
            }
        }
        TRY(capture, decode_capture(scan.value()));
        captures.push_back({key.fetched_at, std::move(capture.digest)});
    }
    TRY_VOID(scan.outcome());
    decide(url, captures);
    done_ = true;
    return {};
}

BodyUse* Pruning::use_of(const BodyMark& body) {
    const auto found = std::ranges::lower_bound(uses_, body, {}, &BodyUse::body);
    return found != uses_.end() && found->body == body ? &*found : nullptr;
}

Result<void> Pruning::look_around(const rocksdb::Snapshot* moment) {
    std::ranges::stable_sort(candidates_, {}, &Candidate::body);
    uses_.clear();
    for (const auto& candidate : candidates_) {
        if (uses_.empty() || uses_.back().body != candidate.body) uses_.push_back({.body = candidate.body});
    }
    Result<void> readable;
    const auto damaged = [&](std::string_view record, const base::Error& why) {
        if (readable) readable = in_record(why, record);
    };
    const auto pin = [&](const Reference& reference) {
        if (const auto key = encode_body_key(reference.digest)) {
            if (auto* use = use_of(mark_of(*key))) use->pinned = true;
        }
    };
    const auto capture = [&](const Reference& reference) {
        if (const auto key = encode_body_key(reference.digest)) {
            if (auto* use = use_of(mark_of(*key))) ++use->captures;
        }
    };
    TRY_VOID(for_each_pin(database_, moment, pin, damaged));
    TRY_VOID(for_each_capture(database_, moment, capture, damaged));
    return readable;
}

// All captures of a body in one batch with it, so that none is ever without.
Result<void> Pruning::drop_body(std::span<const Candidate> captures, rocksdb::WriteBatch& batch) {
    const auto& use = *use_of(captures.front().body);
    auto* const family = database_.handle(Family::captures);
    std::uint64_t dropped = 0;
    for (const auto& capture : captures) {
        if (use.pinned && capture.begins) {
            ++pruned_.kept_needed;
            continue;
        }
        batch.Delete(family, capture.key);
        ++dropped;
    }
    pruned_.captures += dropped;
    if (use.pinned || use.captures != captures.size()) return {};
    TRY(value, database_.get(Family::captures, captures.front().key));
    if (!value) return {};  // Somebody else dropped it.
    TRY(capture, decode_capture(*value));
    TRY(key, encode_body_key(capture.digest));
    TRY(body, database_.get(Family::bodies, key));
    if (body) pruned_.body_bytes += body->size();
    ++pruned_.bodies;
    batch.Delete(database_.handle(Family::bodies), key);
    return {};
}

Result<void> Pruning::drop() {
    std::size_t begin = 0;
    while (begin < candidates_.size()) {
        // Whoever stores one of these bodies again meanwhile waits, and stores it anew.
        const auto alone = database_.body_watch.dropping();
        rocksdb::WriteBatch batch;
        for (std::size_t bodies = 0; bodies < bodies_a_batch && begin < candidates_.size(); ++bodies) {
            auto end = begin;
            while (end < candidates_.size() && candidates_[end].body == candidates_[begin].body) ++end;
            const std::span<const Candidate> of_body{candidates_.begin() + static_cast<std::ptrdiff_t>(begin),
                                                     candidates_.begin() + static_cast<std::ptrdiff_t>(end)};
            const bool again = database_.body_watch.stored_since(of_body.front().body);
            begin = end;
            if (again) continue;
            TRY_VOID(drop_body(of_body, batch));
        }
        if (mode_ == PruneMode::drop) TRY_VOID(database_.write(batch, Durability::at_next_sync));
    }
    return {};
}

Result<Pruned> Pruning::run() {
    if (retention_.drops_nothing()) return pruned_;
    while (!done_) {
        // From here on, what is stored is noted; what was before is seen.
        const Watching watching{database_.body_watch};
        rocksdb::ManagedSnapshot moment{&database_.rocks()};
        TRY_VOID(collect(moment.snapshot()));
        if (candidates_.empty()) break;
        TRY_VOID(look_around(moment.snapshot()));
        TRY_VOID(drop());
    }
    if (mode_ == PruneMode::drop && pruned_.captures > 0) TRY_VOID(database_.sync());
    return pruned_;
}

}  // namespace

Result<Pruned> prune(Store& store, const Retention& retention, base::UtcTime now, PruneMode mode) {
    return Pruning{store, retention, now, mode}.run();
}

}  // namespace ogi::storage
