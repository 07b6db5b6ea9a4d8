#include "tests/daemon/feed/store_port.h"

#include "daemon/feed/asked_place.h"
#include "model/change_json.h"
#include "storage/latest_cursor.h"
#include "tests/daemon/feed/author.h"
#include "tests/daemon/feed/violation.h"

namespace ogi::daemon {

namespace {

template <class T>
T must(base::Result<T> result) {
    if (!result) throw Violation{"the store answers: " + result.error().context};
    return *std::move(result);
}

model::GivenCursor read(const std::string& text) {
    const auto cursor = model::parse_cursor(text);
    must_hold(cursor.has_value(), "\"" + text + "\" is not taken for a cursor");
    return *cursor;
}

// Empty: the end of the log.
AskedPlace find(const storage::Store& store, const std::string& text) {
    return must(find_place(store, text.empty() ? std::nullopt : std::optional{read(text)}));
}

bool wants(const Wanted& wanted, std::string_view line) {
    if (wanted.everything()) return true;
    const auto change = must(model::parse_change_json(line));
    return (!wanted.agency || *wanted.agency == change.key.agency) &&
           (!wanted.region ||
            agency_division(agency_number(change.key.agency)).starts_with(*wanted.region)) &&
           (!wanted.year || *wanted.year == change.key.year) &&
           (!wanted.type || *wanted.type == change.type) &&
           (!wanted.change_class || wanted.change_class == change.change_class);
}

}  // namespace

FeedAnswer StorePort::changes(const FeedAsk& ask) {
    const auto& store = ground_.store();
    const bool latest = ask.style == FeedStyle::latest;
    const auto since = read(ask.since);
    const auto from = latest ? storage::check_latest_cursor(store, since) : store.check_cursor(since);
    if (from.fault) return {.gone = true};
    FeedAnswer answer;
    auto told = from.sequence;
    const auto take = [&](std::uint64_t sequence, std::string_view line) {
        if (!wants(ask.wanted, line)) return true;
        answer.lines.emplace_back(line);
        told = sequence;
        return ask.limit == 0 || answer.lines.size() < ask.limit;
    };
    const auto walked =
        latest ? store.for_each_newest(from.sequence, take) : store.for_each_change(from.sequence, take);
    if (!walked) throw Violation{"the store answers: " + walked.error().context};
    const bool cut_off = ask.limit != 0 && answer.lines.size() == ask.limit;
    const auto seen = cut_off ? told : must(store.last_sequence());
    if (latest || told < seen) answer.position = model::to_text({store.epoch(), seen});
    return answer;
}

std::optional<storage::Checkpoint> StorePort::checkpoint(const std::string& cursor) {
    const auto& store = ground_.store();
    const auto at = find(store, cursor);
    if (at.fault) return std::nullopt;
    return must(checkpoint_of(store, at.cursor));
}

SnapshotPiece StorePort::snapshot(const std::string& at, const model::ReportKey& after, std::size_t limit) {
    const auto& store = ground_.store();
    SnapshotPiece piece;
    const auto of = find(store, at);
    if (of.fault) return {.gone = true};
    piece.at = model::to_text(of.cursor);
    std::vector<std::uint64_t> sequences;
    bool more = false;
    const auto walked = store.for_each_subject(
        of.cursor.sequence, after, [&](const model::ReportKey& key, const model::TimelineEntry& entry) {
            more = sequences.size() == limit;
            if (more) return false;
            sequences.push_back(entry.sequence);
            piece.after = key;
            return true;
        });
    if (!walked) throw Violation{"the store answers: " + walked.error().context};
    if (sequences.empty()) piece.after = after;
    piece.lines = must(store.lines(sequences));
    if (!more) piece.end = must(checkpoint_of(store, of.cursor));
    return piece;
}

std::optional<model::Cursor> StorePort::parked(const std::string& name) {
    const auto consumer = must(ground_.store().consumer(name));
    return consumer ? std::optional{consumer->cursor} : std::nullopt;
}

std::optional<storage::Parked> StorePort::park(const std::string& name, const model::Cursor& wanted,
                                               const std::optional<model::Cursor>& expected) {
    if (ground_.store().check_cursor({wanted.epoch, wanted.sequence}).fault) return std::nullopt;
    auto parked = must(ground_.store().park_consumer({.name = name, .cursor = wanted}, expected));
    if (parked.outcome == storage::Parked::Outcome::done) ground_.has_synced();
    return parked;
}

}  // namespace ogi::daemon
