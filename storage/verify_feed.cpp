#include "model/change_json.h"
#include "model/names.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "storage/timeline.h"
#include "storage/verify_parts.h"

#include <unordered_map>

namespace ogi::storage {

using base::Result;

namespace {

// Reports whose histories are added up at one time; the log is walked once for each so many.
constexpr std::uint64_t reports_a_walk = 250'000;

// What the entries of a report add up to.
struct Folded {
    int revision = 0;
    bool withdrawn = false;
    bool in_store = false;
};

std::string entry_name(std::uint64_t sequence) {
    return "change " + std::to_string(sequence);
}

class FeedWalk {
  public:
    explicit FeedWalk(const Looking& looking) : looking_{looking} {}

    Result<void> sequences();
    Result<void> fold();
    Result<void> timeline();

  private:
    // Of the reports whose hash has this remainder.
    Result<void> fold_slice(std::uint64_t slice, std::uint64_t slices);
    void add(const std::string& key, const model::Change& change);
    void look_at_timeline(std::uint64_t sequence, std::string_view line);
    void look_at_cells(const model::Change& change);
    Result<void> compare(std::uint64_t slice, std::uint64_t slices);
    void tell(Fault fault, std::string where, std::string what = {}) const {
        looking_.findings.add(fault, std::move(where), std::move(what));
    }

    const Looking& looking_;
    std::unordered_map<std::string, Folded> reports_;
    std::uint64_t in_timeline_ = 0;  // Entries that have their key.
    bool whole_ = true;              // No entry is missing; only then does the sum say anything.
};

Result<void> FeedWalk::sequences() {
    Scan scan{looking_.database, Family::changes};
    std::uint64_t records = 0;
    std::uint64_t last = 0;
    for (scan.seek({}); scan.valid(); scan.next(), ++records) {
        const auto sequence = decode_change_key(scan.key());
        if (!sequence) {
            tell(Fault::unreadable_record, "change " + readable(scan.key()), sequence.error().context);
            continue;
        }
        if (*sequence != last + 1 && looking_.whole(Family::changes)) {
            tell(Fault::sequence_gap, entry_name(last + 1), "the next entry is " + std::to_string(*sequence));
            whole_ = false;
        }
        last = *sequence;
        const auto change = model::parse_change_json(scan.value());
        if (!change || change->sequence != *sequence) {
            tell(Fault::unreadable_record, entry_name(*sequence),
                 change ? "it is another entry" : change.error().context);
            whole_ = false;
            continue;
        }
        look_at_cells(*change);
        look_at_timeline(*sequence, scan.value());
    }
    const auto given = looking_.database.last_sequence();
    if (given && *given != last && looking_.whole(Family::changes))
        tell(Fault::wrong_meta, "meta last_sequence",
             "it says " + std::to_string(*given) + ", the log ends at " + std::to_string(last));
    looking_.count(Family::changes, records);
    if (!scan.damage().empty() || !looking_.whole(Family::changes)) whole_ = false;
    return looking_.walked(scan, Family::changes);
}

void FeedWalk::look_at_timeline(std::uint64_t sequence, std::string_view line) {
    const auto record = timeline_record_of_line(line);
    if (!record) return tell(Fault::unreadable_record, entry_name(sequence), record.error().context);
    const auto stored = looking_.database.get(Family::timeline, record->key);
    if (stored && (!*stored || **stored != record->value))
        return tell(
            Fault::timeline_differs, entry_name(sequence),
            *stored ? "its report's timeline tells it otherwise" : "its report's timeline does not have it");
    ++in_timeline_;
}

// Each entry that has a key has one. So where there are as many keys, there is none besides.
Result<void> FeedWalk::timeline() {
    Scan scan{looking_.database, Family::timeline};
    std::uint64_t records = 0;
    for (scan.seek({}); scan.valid(); scan.next()) ++records;
    if (records != in_timeline_ && looking_.whole(Family::timeline) && looking_.whole(Family::changes))
        tell(Fault::timeline_differs, "timeline",
             "it has " + std::to_string(records) + " entries, the log " + std::to_string(in_timeline_));
    looking_.count(Family::timeline, records);
    return looking_.walked(scan, Family::timeline);
}

// What an entry says that a cell became stands in the revision it led to.
void FeedWalk::look_at_cells(const model::Change& change) {
    if (change.cells.empty() || change.type == model::ChangeType::withdrawn) return;
    const auto key = encode(RevisionKey{change.key, change.revision});
    const auto value = key ? looking_.database.get(Family::revisions, *key) : std::optional<std::string>{};
    if (!value || !*value) return;  // Told by those who look at revisions.
    const auto revision = read_revision(change.key, change.revision, **value);
    if (!revision) return;
    for (const auto& cell : change.cells) {
        const auto found = revision->report.cells.find(cell.id);
        const bool absent = found == revision->report.cells.end();
        const auto kind = absent ? model::CellKind::absent : found->second.kind;
        const bool same =
            kind == cell.new_cell.kind && (absent || found->second.value == cell.new_cell.value);
        if (!same)
            tell(Fault::wrong_content, revision_name(change.key, change.revision),
                 "cell " + cell.id + " is another than " + entry_name(change.sequence) + " says");
    }
}

Result<void> FeedWalk::fold() {
    if (!whole_ || !looking_.whole(Family::report_states)) return {};
    std::uint64_t states = 0;
    Scan scan{looking_.database, Family::report_states};
    for (scan.seek({}); scan.valid(); scan.next()) ++states;
    const auto slices = states / reports_a_walk + 1;
    for (std::uint64_t slice = 0; slice < slices; ++slice) TRY_VOID(fold_slice(slice, slices));
    return {};
}

bool belongs(const std::string& key, std::uint64_t slice, std::uint64_t slices) {
    return slices == 1 || std::hash<std::string>{}(key) % slices == slice;
}

Result<void> FeedWalk::fold_slice(std::uint64_t slice, std::uint64_t slices) {
    reports_.clear();
    Scan scan{looking_.database, Family::changes};
    for (scan.seek({}); scan.valid(); scan.next()) {
        const auto change = model::parse_change_json(scan.value());
        if (!change) continue;
        const auto key = encode_report_key(change->key);
        if (key && belongs(*key, slice, slices)) add(*key, *change);
    }
    TRY_VOID(scan.outcome());
    return compare(slice, slices);
}

void FeedWalk::add(const std::string& key, const model::Change& change) {
    const auto [place, first] = reports_.try_emplace(key);
    auto& [revision, withdrawn, in_store] = place->second;
    const auto wrong = [&](std::string what) {
        tell(Fault::feed_differs, entry_name(change.sequence),
             std::string{model::name_of(change.type)} + " of " + report_name(change.key) + ": " + what);
    };
    using model::ChangeType;
    if ((change.type == ChangeType::added) != first)
        wrong(first ? "nothing was said of it before" : "it was there already");
    if (change.type == ChangeType::withdrawn && withdrawn) wrong("it was withdrawn already");
    if (change.type == ChangeType::restored && !withdrawn) wrong("it was not withdrawn");
    if (change.revision < revision || change.revision > revision + 1)
        wrong("revision " + std::to_string(change.revision) + " follows on " + std::to_string(revision));
    revision = change.revision;
    if (change.type == ChangeType::withdrawn) withdrawn = true;
    if (change.type == ChangeType::added || change.type == ChangeType::restored ||
        change.type == ChangeType::revised)
        withdrawn = false;
}

Result<void> FeedWalk::compare(std::uint64_t slice, std::uint64_t slices) {
    Scan scan{looking_.database, Family::report_states};
    for (scan.seek({}); scan.valid(); scan.next()) {
        const std::string key{scan.key()};
        if (!belongs(key, slice, slices)) continue;
        const auto report = decode_report_key(key);
        if (!report) continue;
        const auto found = reports_.find(key);
        if (found == reports_.end()) {
            tell(Fault::feed_differs, report_name(*report), "the feed says nothing of it");
            continue;
        }
        found->second.in_store = true;
        const auto state = read_state(*report, scan.value());
        if (!state) continue;
        if (state->revision != found->second.revision)
            tell(Fault::feed_differs, report_name(*report),
                 "the feed ends at revision " + std::to_string(found->second.revision) +
                     ", the store shows " + std::to_string(state->revision));
        if (state->withdrawn_at.has_value() != found->second.withdrawn)
            tell(Fault::feed_differs, report_name(*report),
                 found->second.withdrawn ? "the feed says that it is withdrawn"
                                         : "the feed does not say that it is withdrawn");
    }
    TRY_VOID(looking_.walked(scan, Family::report_states));
    for (const auto& [key, folded] : reports_) {
        if (folded.in_store) continue;
        const auto report = decode_report_key(key);
        tell(Fault::feed_differs, report ? report_name(*report) : readable(key),
             "the store does not have it");
    }
    return {};
}

}  // namespace

Result<void> verify_feed(const Looking& looking) {
    FeedWalk walk{looking};
    TRY_VOID(walk.sequences());
    TRY_VOID(walk.timeline());
    return walk.fold();
}

}  // namespace ogi::storage
