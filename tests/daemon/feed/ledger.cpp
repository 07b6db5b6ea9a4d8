#include "tests/daemon/feed/ledger.h"

#include "model/change_json.h"
#include "tests/daemon/feed/author.h"
#include "tests/daemon/feed/violation.h"

#include <algorithm>
#include <ranges>

namespace ogi::daemon {

namespace {

std::string chained(const base::Sha256& before, std::string_view line) {
    std::string bytes(reinterpret_cast<const char*>(before.data()), before.size());
    return bytes += line;
}

std::string name_of(std::uint64_t sequence) {
    return "entry " + std::to_string(sequence);
}

}  // namespace

const Ledger::Entry* Ledger::last_of(const model::ReportKey& key) const {
    for (const auto& entry : std::views::reverse(written_))
        if (entry.key == key) return &entry;
    const auto known = of_report_.find(key);
    return known == of_report_.end() ? nullptr : &at(known->second.back());
}

void Ledger::wrote(const storage::Commit& commit) {
    for (const auto& change : commit.changes) {
        const auto* before = last_of(change.key);
        Entry entry{.key = change.key,
                    .division = agency_division(agency_number(change.key.agency)),
                    .type = change.type,
                    .change_class = change.change_class,
                    .revision = change.revision,
                    .epoch = epochs_.back().number};
        entry.gone = change.type == model::ChangeType::withdrawn ||
                     (change.type == model::ChangeType::reinterpreted && before != nullptr && before->gone);
        written_.push_back(std::move(entry));
    }
}

void Ledger::show(Entry entry, std::string_view line) {
    const auto sequence = last() + 1;
    const auto read = model::parse_change_json(line);
    must_hold(read.has_value(), name_of(sequence) + " cannot be read");
    must_hold(read->sequence == sequence && read->key == entry.key && read->type == entry.type &&
                  read->revision == entry.revision && read->change_class == entry.change_class,
              name_of(sequence) + " is not what was written");
    auto chain = base::Sha256{};
    if (!entries_.empty()) {
        chain = entries_.back().chain;
        entry.digest = entries_.back().digest;
    }
    entry.line = base::sha256(line);
    entry.chain = base::sha256(chained(chain, line));
    auto& of_report = of_report_[entry.key];
    if (!of_report.empty()) entry.digest.take_away(at(of_report.back()).line);
    entry.digest.add(entry.line);
    entry.reports = of_report_.size();
    of_report.push_back(sequence);
    entries_.push_back(std::move(entry));
}

void Ledger::learn(const storage::Store& store) {
    std::size_t taken = 0;
    const auto walked = store.for_each_change(last(), [&](std::uint64_t sequence, std::string_view line) {
        must_hold(sequence == last() + 1,
                  "the feed goes from " + name_of(last()) + " to " + std::to_string(sequence));
        must_hold(taken < written_.size(), name_of(sequence) + " was never written");
        show(std::move(written_[taken++]), line);
        return true;
    });
    must_hold(walked.has_value(), "the feed cannot be read");
    written_.erase(written_.begin(), written_.begin() + static_cast<std::ptrdiff_t>(taken));
}

void Ledger::crashed(const storage::Store& store) {
    const auto kept = store.last_sequence();
    must_hold(kept.has_value(), "the feed cannot be read");
    must_hold(*kept >= last(), "a crash took " + name_of(last()) + ", which the feed had shown");
    must_hold(*kept <= last() + written_.size(), "a crash left entries that were never written");
    written_.resize(*kept - last());
    learn(store);
}

void Ledger::restored(const Ledger& then, const storage::Store& store) {
    *this = then;
    learn(store);
    must_hold(written_.empty(), "a restore lost what was in its backup");
    must_hold(store.epoch() > epochs_.back().number, "a restore began no epoch");
    epochs_.push_back({store.epoch(), last() + 1});
}

void Ledger::compare(const storage::Store& store) const {
    std::uint64_t sequence = 0;
    const auto walked = store.for_each_change(0, [&](std::uint64_t found, std::string_view line) {
        ++sequence;
        must_hold(found == sequence,
                  "the feed goes from " + name_of(sequence - 1) + " to " + std::to_string(found));
        must_hold(sequence <= last() && base::sha256(line) == at(sequence).line,
                  name_of(sequence) + " is not what it was");
        return true;
    });
    must_hold(walked.has_value(), "the feed cannot be read");
    must_hold(sequence == last(),
              "the feed ends at " + name_of(sequence) + " and not at " + std::to_string(last()));
}

bool Ledger::is_newest(std::uint64_t sequence) const {
    return of_report_.at(at(sequence).key).back() == sequence;
}

bool Ledger::wants(const Wanted& wanted, std::uint64_t sequence) const {
    const auto& entry = at(sequence);
    return (!wanted.agency || *wanted.agency == entry.key.agency) &&
           (!wanted.region || entry.division.starts_with(*wanted.region)) &&
           (!wanted.year || *wanted.year == entry.key.year) && (!wanted.type || *wanted.type == entry.type) &&
           (!wanted.change_class || wanted.change_class == entry.change_class);
}

model::Cursor Ledger::cursor_at(std::uint64_t sequence) const {
    return {sequence == 0 ? epochs_.front().number : at(sequence).epoch, sequence};
}

bool Ledger::good(const model::GivenCursor& cursor, FeedStyle style) const {
    const auto named =
        std::ranges::find(epochs_, cursor.epoch.value_or(epochs_.back().number), &storage::Epoch::number);
    if (named == epochs_.end()) return false;
    if (cursor.sequence == 0) return true;
    if (cursor.sequence > last()) return false;
    if (!cursor.epoch) return true;
    // What was superseded when it was read may be the newest now.
    if (style == FeedStyle::latest) return *cursor.epoch == epochs_.back().number;
    return at(cursor.sequence).epoch <= *cursor.epoch;
}

std::vector<std::uint64_t> Ledger::answer(const FeedAsk& ask) const {
    const auto since = model::parse_cursor(ask.since)->sequence;
    std::vector<std::uint64_t> sequences;
    for (auto sequence = since + 1; sequence <= last(); ++sequence) {
        if (ask.limit != 0 && sequences.size() == ask.limit) break;
        if (!wants(ask.wanted, sequence) || (ask.style == FeedStyle::latest && !is_newest(sequence)))
            continue;
        sequences.push_back(sequence);
    }
    return sequences;
}

std::string Ledger::position(const FeedAsk& ask, std::uint64_t last_given, std::size_t given) const {
    const bool cut_off = ask.limit != 0 && given == ask.limit;
    const bool all_told = cut_off || last() == std::max(last_given, model::parse_cursor(ask.since)->sequence);
    if (all_told && ask.style == FeedStyle::all) return {};
    return model::to_text({epochs_.back().number, cut_off ? last_given : last()});
}

storage::Checkpoint Ledger::checkpoint(const model::GivenCursor& place) const {
    if (place.sequence == 0) return {.cursor = cursor_at(0)};
    const auto& entry = at(place.sequence);
    return {{place.epoch.value_or(entry.epoch), place.sequence},
            entry.chain,
            entry.digest.bytes(),
            entry.reports};
}

storage::Checkpoint Ledger::newest_checkpoint() const {
    return checkpoint({epochs_.back().number, last()});
}

std::map<model::ReportKey, std::uint64_t> Ledger::fold(const Wanted& wanted, std::uint64_t sequence) const {
    std::map<model::ReportKey, std::uint64_t> newest;
    for (const auto& [key, sequences] : of_report_) {
        for (const auto one : std::views::reverse(sequences)) {
            if (one > sequence || !wants(wanted, one)) continue;
            newest[key] = one;
            break;
        }
    }
    return newest;
}

void Ledger::compare_reports(const storage::Store& store) const {
    std::size_t reports = 0;
    const auto walked = store.for_each_state([&](const model::ReportState& state) {
        const auto known = of_report_.find(state.key);
        must_hold(known != of_report_.end(), "the store has a report that the feed does not tell of");
        const auto& newest = at(known->second.back());
        must_hold(newest.revision == state.revision && newest.gone == state.withdrawn_at.has_value(),
                  "the feed does not add up to what the store says of " + state.key.agency);
        ++reports;
        return true;
    });
    must_hold(walked.has_value(), "the reports cannot be read");
    must_hold(reports == of_report_.size(), "the feed tells of a report that the store does not have");
}

}  // namespace ogi::daemon
