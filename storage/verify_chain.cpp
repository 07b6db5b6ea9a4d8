#include "storage/consumer_record.h"
#include "storage/keys.h"
#include "storage/log_end.h"
#include "storage/records.h"
#include "storage/timeline.h"
#include "storage/verify_parts.h"

namespace ogi::storage {

using base::Result;
using base::Sha256;

namespace {

class ChainWalk {
  public:
    explicit ChainWalk(const Looking& looking) : looking_{looking}, database_{looking.database} {}

    Result<void> links();
    Result<void> count_links();
    Result<void> newest();

  private:
    void look_at(std::uint64_t sequence, std::string_view line);
    // The link that belongs behind `before`; nullopt where what it takes cannot be read.
    std::optional<Link> expected(const Link& before, std::uint64_t sequence, std::string_view line);
    void look_at_newest(std::string_view key, std::string_view value);
    void tell(Fault fault, std::string where, std::string what) const {
        looking_.findings.add(fault, std::move(where), std::move(what));
    }

    const Looking& looking_;
    const Database& database_;
    std::optional<Link> before_ = Link{};  // As stored; nullopt: there is none to go on from.
    std::uint64_t last_ = 0;
    std::uint64_t linked_ = 0;
    std::uint64_t reports_ = 0;  // Found to be told of.
};

std::string entry_name(std::uint64_t sequence) {
    return "change " + std::to_string(sequence);
}

Result<void> ChainWalk::links() {
    Scan scan{database_, Family::changes};
    for (scan.seek({}); scan.valid(); scan.next())
        if (const auto sequence = decode_change_key(scan.key())) look_at(*sequence, scan.value());
    return looking_.walked(scan, Family::changes);
}

void ChainWalk::look_at(std::uint64_t sequence, std::string_view line) {
    if (sequence != last_ + 1) before_.reset();  // Told as a gap by who looks at the feed.
    last_ = sequence;
    const auto stored = database_.get(Family::chain, encode_change_key(sequence));
    if (!stored) {  // Told of its family.
        before_.reset();
        return;
    }
    const auto link = *stored ? read_link(**stored) : Result<Link>{base::Error{}};
    if (!link) {
        tell(Fault::chain_differs, entry_name(sequence), "it has no link");
        before_.reset();
        return;
    }
    ++linked_;
    reports_ = link->reports;
    const auto should = before_ ? expected(*before_, sequence, line) : std::nullopt;
    before_ = *link;
    if (!should || *should == *link) return;
    tell(Fault::chain_differs, entry_name(sequence),
         should->chain == link->chain ? "the digest of the newest lines is another" : "its link is another");
}

std::optional<Link> ChainWalk::expected(const Link& before, std::uint64_t sequence, std::string_view line) {
    const auto record = timeline_record_of_line(line);
    if (!record) return next_link(before, line, {}, {});
    const auto report_key =
        std::string_view{record->key}.substr(0, record->key.size() - sizeof(std::uint64_t));
    const auto earlier = entry_before(database_, report_key, sequence);
    if (!earlier) return std::nullopt;
    std::optional<Sha256> replaced;
    if (*earlier) {
        const auto digest = line_digest(database_, **earlier);
        if (!digest || !*digest) return std::nullopt;
        replaced = **digest;
    }
    return next_link(before, line, base::sha256(line), replaced);
}

Result<void> ChainWalk::count_links() {
    Scan scan{database_, Family::chain};
    std::uint64_t records = 0;
    for (scan.seek({}); scan.valid(); scan.next()) ++records;
    if (records > linked_ && looking_.whole(Family::changes))
        tell(Fault::chain_differs, "chain",
             "it has " + std::to_string(records) + " links, of entries " + std::to_string(linked_));
    looking_.count(Family::chain, records);
    return looking_.walked(scan, Family::chain);
}

void ChainWalk::look_at_newest(std::string_view key, std::string_view value) {
    const auto sequence = decode_change_key(key);
    const auto newest = read_newest(value);
    const auto where = sequence ? entry_name(*sequence) : "newest " + readable(key);
    if (!sequence || !newest) return tell(Fault::newest_differs, where, "the index cannot be read");
    const auto digest = line_digest(database_, *sequence);
    if (digest && (!*digest || **digest != newest->line_digest))
        return tell(Fault::newest_differs, where, "the index has another digest of it");
    const auto last = entry_before(database_, newest->report_key, ~std::uint64_t{0});
    if (last && *last != *sequence) tell(Fault::newest_differs, where, "it is not the newest of its report");
}

Result<void> ChainWalk::newest() {
    Scan scan{database_, Family::newest};
    std::uint64_t records = 0;
    for (scan.seek({}); scan.valid(); scan.next(), ++records) look_at_newest(scan.key(), scan.value());
    const bool all =
        looking_.whole(Family::newest) && looking_.whole(Family::chain) && looking_.whole(Family::changes);
    if (records != reports_ && all)
        tell(Fault::newest_differs, "newest",
             "it has " + std::to_string(records) + " reports, the log " + std::to_string(reports_));
    looking_.count(Family::newest, records);
    return looking_.walked(scan, Family::newest);
}

}  // namespace

Result<void> verify_chain(const Looking& looking) {
    ChainWalk walk{looking};
    TRY_VOID(walk.links());
    TRY_VOID(walk.count_links());
    return walk.newest();
}

Result<void> verify_consumers(const Looking& looking) {
    Scan scan{looking.database, Family::consumers};
    std::uint64_t records = 0;
    for (scan.seek({}); scan.valid(); scan.next(), ++records)
        if (const auto consumer = read_consumer(scan.key(), scan.value()); !consumer)
            looking.findings.add(Fault::unreadable_record, "consumer " + readable(scan.key()),
                                 consumer.error().context);
    looking.count(Family::consumers, records);
    return looking.walked(scan, Family::consumers);
}

}  // namespace ogi::storage
