#include "tests/daemon/feed/faults.h"

#include "model/change_json.h"

#include <algorithm>

namespace ogi::daemon {

namespace {

constexpr std::size_t now_and_then = 50;

bool is_tombstone(std::string_view line) {
    const auto change = model::parse_change_json(line);
    return change && change->type == model::ChangeType::withdrawn;
}

}  // namespace

FeedAnswer FaultyPort::changes(const FeedAsk& ask) {
    auto asked = ask;
    if (fault_ == Fault::epochs_ignored && port_.changes(ask).gone)
        asked.since = std::to_string(model::parse_cursor(ask.since)->sequence);
    if (fault_ == Fault::latest_outlives_restore && ask.style == FeedStyle::latest &&
        !port_.changes({.since = ask.since, .limit = 1}).gone)
        asked.since = std::to_string(model::parse_cursor(ask.since)->sequence);
    auto answer = port_.changes(asked);
    auto& lines = answer.lines;
    if (fault_ == Fault::restarts_silently && answer.gone) {
        asked.since = "0";
        answer = port_.changes(asked);
    } else if (fault_ == Fault::epochs_ignored && answer.gone) {
        answer.gone = false;  // Behind the end: there is nothing yet.
    } else if (fault_ == Fault::skips_an_entry && lines.size() > 1 && chance_.once_in(now_and_then)) {
        lines.erase(lines.begin());
    } else if (fault_ == Fault::numbers_outside_lock && lines.size() > 1 && lines.size() != ask.limit &&
               chance_.once_in(now_and_then)) {
        lines.erase(lines.end() - 2);
    } else if (fault_ == Fault::tombstone_forgotten && ask.style == FeedStyle::latest) {
        std::erase_if(lines, is_tombstone);
    } else if (fault_ == Fault::line_altered && !lines.empty() && chance_.once_in(now_and_then)) {
        lines.front().insert(1, " ");
    }
    return answer;
}

std::optional<storage::Checkpoint> FaultyPort::checkpoint(const std::string& cursor) {
    auto checkpoint = port_.checkpoint(cursor);
    if (fault_ != Fault::epochs_ignored || checkpoint) return checkpoint;
    const auto sequence = model::parse_cursor(cursor)->sequence;
    const auto newest = port_.checkpoint({});
    if (newest && newest->cursor.sequence < sequence) return newest;
    return port_.checkpoint(std::to_string(sequence));
}

SnapshotPiece FaultyPort::snapshot(const std::string& at, const model::ReportKey& after, std::size_t limit) {
    auto piece = port_.snapshot(at, after, limit);
    if (fault_ == Fault::snapshot_lacks_tombstone) std::erase_if(piece.lines, is_tombstone);
    return piece;
}

std::optional<model::Cursor> FaultyPort::parked(const std::string& name) {
    if (fault_ != Fault::parked_goes_back) return port_.parked(name);
    const auto known = parked_.find(name);
    return known == parked_.end() ? std::nullopt : std::optional{known->second};
}

std::optional<storage::Parked> FaultyPort::park(const std::string& name, const model::Cursor& wanted,
                                                const std::optional<model::Cursor>& expected) {
    if (fault_ != Fault::parked_goes_back) return port_.park(name, wanted, expected);
    parked_[name] = wanted;
    return storage::Parked{storage::Parked::Outcome::done, storage::Consumer{.name = name, .cursor = wanted}};
}

}  // namespace ogi::daemon
