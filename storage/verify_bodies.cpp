#include "base/digest.h"
#include "storage/bodies.h"
#include "storage/in_parallel.h"
#include "storage/keys.h"
#include "storage/references.h"
#include "storage/verify_parts.h"

#include <algorithm>

namespace ogi::storage {

using base::Result;

namespace {

// Bodies that references are held against at one time; what refers to bodies is walked once for each so many.
// 17 bytes each.
constexpr std::size_t bodies_a_slice = std::size_t{4} << 20;

// Bodies decoded in one go, by several threads: so many, or so many bytes as they are stored.
constexpr std::size_t bodies_a_batch = 512;
constexpr std::size_t batch_bytes = std::size_t{16} << 20;

// A run of bodies, in the order of their keys.
class BodySlice {
  public:
    explicit BodySlice(const Looking& looking) : looking_{looking}, unread_{looking, Family::bodies} {}

    // Reads bodies from the scan on, at first from its begin, until the slice is full.
    void fill(Scan& scan);
    // Holds all references against them. `first`: tells also of references that are no digests, and of
    // records that cannot be read and that nobody else looks at.
    Result<void> hold(bool first);
    bool is_last() const { return end_.empty(); }
    // A body whose value the scan passes over.
    void note_unread(std::string_view key);
    // After the last slice.
    void finish() { unread_.finish(); }
    std::uint64_t records() const { return marks_.size(); }

  private:
    void add(std::string_view key, std::string_view value);
    void decode();
    Result<std::string> body_of(std::string_view value) const;
    void refer(const Reference& reference, bool first);
    void tell(Fault fault, std::string where, std::string what = {}) const {
        looking_.findings.add(fault, std::move(where), std::move(what));
    }

    const Looking& looking_;
    std::vector<BodyMark> marks_;
    std::vector<unsigned char> referred_;
    std::string begin_;
    std::string end_;  // The first key behind it; empty: there is none.
    std::vector<std::pair<std::string, std::string>> waiting_;
    std::size_t waiting_bytes_ = 0;
    Unread unread_;
};

std::string body_name(std::string_view key) {
    return "body " + decode_body_key(key);
}

void BodySlice::fill(Scan& scan) {
    begin_ = end_;
    end_.clear();
    marks_.clear();
    if (begin_.empty()) scan.seek({});
    for (; scan.valid(); scan.next()) {
        if (marks_.size() == bodies_a_slice) {
            end_ = scan.key();
            break;
        }
        if (scan.key().size() != body_key_bytes) {
            tell(Fault::unreadable_record, "body " + readable(scan.key()), "its key is no SHA-256");
            continue;
        }
        add(scan.key(), scan.value());
    }
    decode();
    referred_.assign(marks_.size(), 0);
}

void BodySlice::add(std::string_view key, std::string_view value) {
    marks_.push_back(mark_of(key));
    waiting_.emplace_back(key, value);
    waiting_bytes_ += value.size();
    if (waiting_.size() >= bodies_a_batch || waiting_bytes_ >= batch_bytes) decode();
}

// It is there all the same: what refers to it misses nothing.
void BodySlice::note_unread(std::string_view key) {
    if (key.size() != body_key_bytes) return;
    if (const auto value = unread_.read_anew(key, body_name(key))) return add(key, *value);
    marks_.push_back(mark_of(key));
}

// A base that cannot be read any more a running daemon may have moved.
Result<std::string> BodySlice::body_of(std::string_view value) const {
    auto body = decode_body(looking_.database, value);
    if (body || body.error().code == base::ErrorCode::malformed) return body;
    TRY(fresh, looking_.fresh.store());
    return decode_body(fresh->database(), value);
}

void BodySlice::decode() {
    in_parallel(looking_.options.threads, waiting_.size(), [this](std::size_t i) {
        const auto& [key, value] = waiting_[i];
        const auto body = body_of(value);
        if (!body) return tell(Fault::unreadable_record, body_name(key), body.error().context);
        if (base::sha256_hex(*body) != decode_body_key(key)) tell(Fault::wrong_digest, body_name(key));
        const auto base = base_of(value);
        if (base.empty()) return;
        const auto known = looking_.database.has(Family::bases, base);
        if (known && !*known) tell(Fault::base_index, body_name(base), "other bodies are stored against it");
    });
    waiting_.clear();
    waiting_bytes_ = 0;
}

void BodySlice::refer(const Reference& reference, bool first) {
    const auto key = encode_body_key(reference.digest);
    if (!key) {
        if (first) tell(Fault::unreadable_record, std::string{reference.from}, key.error().context);
        return;
    }
    if (*key < begin_ || (!end_.empty() && *key >= end_)) return;
    const auto mark = mark_of(*key);
    const auto found = std::ranges::lower_bound(marks_, mark);
    if (found == marks_.end() || *found != mark) {
        if (looking_.whole(Family::bodies))
            tell(Fault::missing_body, std::string{reference.from}, "it refers to " + body_name(*key));
    } else {
        referred_[static_cast<std::size_t>(found - marks_.begin())] = 1;
    }
}

Result<void> BodySlice::hold(bool first) {
    bool whole = true;
    const auto refer_to = [&](const Reference& reference) { refer(reference, first); };
    // Pages and revisions are looked at by others.
    const auto skip = [&](std::string_view, const base::Error&) { whole = false; };
    const auto damaged = [&](std::string_view record, const base::Error& why) {
        whole = false;
        if (first) tell(Fault::unreadable_record, std::string{record}, why.context);
    };
    const auto pins = for_each_pin(looking_.database, nullptr, refer_to, skip);
    const auto captures = for_each_capture(looking_.database, nullptr, refer_to, damaged);
    // Whether a walk broke off those tell who look at its family.
    if (!whole || !pins || !captures)
        return {};  // What cannot be read may well refer to those that nothing seems to refer to.
    for (std::size_t i = 0; i < marks_.size(); ++i) {
        if (referred_[i]) continue;
        tell(Fault::unreferenced_body,
             "body " + decode_body_key({reinterpret_cast<const char*>(marks_[i].data()), marks_[i].size()}) +
                 "…");
    }
    return {};
}

Result<void> verify_bases(const Looking& looking) {
    for (const auto family : {Family::bases, Family::body_bases}) {
        Scan scan{looking.database, family};
        std::uint64_t records = 0;
        for (scan.seek({}); scan.valid(); scan.next(), ++records) {
            const auto key = family == Family::bases ? scan.key() : scan.value();
            const auto value = looking.database.get(Family::bodies, key);
            if (!value) continue;  // Told where it is read.
            if (!*value || !base_of(**value).empty())
                looking.findings.add(Fault::base_index, body_name(key),
                                     *value ? "a base, and stored against another" : "a base, and not there");
            const auto known = looking.database.has(Family::bases, key);
            if (known && !*known)
                looking.findings.add(Fault::base_index, body_name(key),
                                     "the base of " + std::string{scan.key()});
        }
        looking.count(family, records);
        TRY_VOID(looking.walked(scan, family));
    }
    return {};
}

Result<void> verify_captures(const Looking& looking) {
    Scan scan{looking.database, Family::captures};
    std::uint64_t records = 0;
    for (scan.seek({}); scan.valid(); scan.next()) ++records;
    looking.count(Family::captures, records);
    return looking.walked(scan, Family::captures);
}

}  // namespace

Result<void> verify_bodies(const Looking& looking) {
    TRY_VOID(verify_bases(looking));
    TRY_VOID(verify_captures(looking));
    Scan scan{looking.database, Family::bodies};
    BodySlice slice{looking};
    std::uint64_t records = 0;
    scan.tell_unread([&](std::string_view key, const base::Error&) { slice.note_unread(key); });
    for (bool first = true; first || !slice.is_last(); first = false) {
        slice.fill(scan);
        records += slice.records();
        TRY_VOID(slice.hold(first));
    }
    slice.finish();
    looking.count(Family::bodies, records);
    return looking.walked(scan, Family::bodies);
}

}  // namespace ogi::storage
