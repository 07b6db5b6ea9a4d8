#include "storage/log_end.h"

#include "storage/keys.h"

#include <algorithm>

namespace ogi::storage {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::Sha256;

namespace {

constexpr std::size_t digest_bytes = std::tuple_size_v<Sha256>;
constexpr std::size_t link_bytes = 2 * digest_bytes + sizeof(std::uint64_t);

std::string_view bytes_of(const Sha256& digest) {
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

Sha256 take_digest(std::string_view bytes) {
    Sha256 digest;
    std::ranges::copy(bytes.substr(0, digest.size()), digest.begin());
    return digest;
}

// Big-endian numbers of 256 bits; what is carried out of them is lost.
void add(Sha256& sum, const Sha256& more) {
    unsigned carry = 0;
    for (std::size_t i = sum.size(); i-- > 0;) {
        carry += unsigned{sum[i]} + more[i];
        sum[i] = static_cast<unsigned char>(carry);
        carry >>= 8;
    }
}

void subtract(Sha256& sum, const Sha256& less) {
    unsigned borrow = 0;
    for (std::size_t i = sum.size(); i-- > 0;) {
        const unsigned difference = 256U + sum[i] - less[i] - borrow;
        sum[i] = static_cast<unsigned char>(difference);
        borrow = difference < 256 ? 1 : 0;
    }
}

}  // namespace

std::string encode(const Link& link) {
    std::string value;
    value.reserve(link_bytes);
    value.append(bytes_of(link.chain)).append(bytes_of(link.digest)).append(encode_change_key(link.reports));
    return value;
}

Result<Link> read_link(std::string_view value) {
    if (value.size() != link_bytes) return fail(ErrorCode::malformed, "a link of the change log");
    TRY(reports, decode_change_key(value.substr(2 * digest_bytes)));
    return Link{take_digest(value), take_digest(value.substr(digest_bytes)), reports};
}

Link next_link(const Link& link, std::string_view line, const std::optional<Sha256>& line_digest,
               const std::optional<Sha256>& replaced) {
    thread_local std::string chained;
    chained.assign(bytes_of(link.chain)).append(line);
    Link next{base::sha256(chained), link.digest, link.reports};
    if (!line_digest) return next;
    add(next.digest, *line_digest);
    if (replaced) {
        subtract(next.digest, *replaced);
    } else {
        ++next.reports;
    }
    return next;
}

std::string encode(const Newest& newest) {
    return std::string{bytes_of(newest.line_digest)} + newest.report_key;
}

Result<Newest> read_newest(std::string_view value) {
    if (value.size() <= digest_bytes) return fail(ErrorCode::malformed, "an entry of the index newest");
    return Newest{take_digest(value), std::string{value.substr(digest_bytes)}};
}

Result<std::optional<std::uint64_t>> entry_before(const Database& database, std::string_view report_key,
                                                  std::uint64_t sequence) {
    Scan scan{database, Family::timeline, std::string{report_key} + encode_change_key(sequence)};
    scan.seek_to_last();
    TRY_VOID(scan.outcome());
    if (!scan.valid() || !scan.key().starts_with(report_key)) return std::optional<std::uint64_t>{};
    TRY(before, decode_change_key(scan.key().substr(report_key.size())));
    return std::optional{before};
}

Result<std::optional<Sha256>> line_digest(const Database& database, std::uint64_t sequence) {
    TRY(line, database.get(Family::changes, encode_change_key(sequence)));
    return line ? std::optional{base::sha256(*line)} : std::nullopt;
}

Result<void> LogEnd::start(std::uint64_t sequence) {
    link_ = {};
    if (sequence == 0) return {};
    TRY(value, database_.get(Family::chain, encode_change_key(sequence)));
    const auto link = value ? read_link(*value) : Result<Link>{fail(ErrorCode::malformed, "")};
    if (!link)
        return fail(ErrorCode::malformed, "the chain of the store at " + database_.folder().string() +
                                              " does not reach entry " + std::to_string(sequence) +
                                              " of its log; ogi store verify --repair makes it anew");
    link_ = *link;
    return {};
}

Result<void> LogEnd::append(std::uint64_t sequence, const std::string& report_key, std::string_view line,
                            rocksdb::WriteBatch& batch) {
    std::optional<Sha256> digest;
    std::optional<Sha256> replaced;
    if (!report_key.empty()) {
        digest = base::sha256(line);
        std::optional<std::uint64_t> before;
        // One of the same batch is not in the timeline yet.
        if (const auto put = put_.find(report_key); put != put_.end()) {
            before = put->second.sequence;
            replaced = put->second.digest;
        } else {
            TRY(found, entry_before(database_, report_key, sequence));
            before = found;
            if (before) {
                TRY(stored, digest_of(*before));
                replaced = stored;
            }
        }
        if (before) batch.Delete(database_.handle(Family::newest), encode_change_key(*before));
        batch.Put(database_.handle(Family::newest), encode_change_key(sequence),
                  encode(Newest{*digest, report_key}));
        put_[report_key] = {sequence, *digest};
    }
    link_ = next_link(link_, line, digest, replaced);
    batch.Put(database_.handle(Family::chain), encode_change_key(sequence), encode(link_));
    return {};
}

Result<std::optional<Sha256>> LogEnd::digest_of(std::uint64_t sequence) const {
    TRY(value, database_.get(Family::newest, encode_change_key(sequence)));
    if (value) {
        if (const auto newest = read_newest(*value)) return std::optional{newest->line_digest};
    }
    return line_digest(database_, sequence);
}

}  // namespace ogi::storage
