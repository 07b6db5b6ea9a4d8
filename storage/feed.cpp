#include "storage/feed.h"

#include "storage/epochs.h"
#include "storage/keys.h"
#include "storage/log_end.h"
#include "storage/timeline.h"

#include <limits>
#include <set>

namespace ogi::storage {

using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

// Lines that are read at once.
constexpr std::size_t lines_a_read = 256;

// Entries behind `since` that are the newest durable ones of their reports, where one that is not durable yet
// has taken their place: a power failure may bring them back, and who was not given them would never know.
Result<std::set<std::uint64_t>> behind_pending(const Database& database, Scan& scan, std::uint64_t since,
                                               std::uint64_t durable) {
    std::set<std::uint64_t> hidden;
    for (scan.seek(encode_change_key(durable + 1)); scan.valid(); scan.next()) {
        TRY(newest, read_newest(scan.value()));
        TRY(before, entry_before(database, newest.report_key, durable + 1));
        if (before && *before > since) hidden.insert(*before);
    }
    TRY_VOID(scan.outcome());
    return hidden;
}

// Moves those up to `sequence` over.
void take_up_to(std::set<std::uint64_t>& from, std::uint64_t sequence, std::vector<std::uint64_t>& to) {
    const auto end = from.upper_bound(sequence);
    to.insert(to.end(), from.begin(), end);
    from.erase(from.begin(), end);
}

}  // namespace

Result<std::vector<std::string>> Store::lines(const std::vector<std::uint64_t>& sequences) const {
    std::vector<std::string> keys;
    keys.reserve(sequences.size());
    for (const auto sequence : sequences) keys.push_back(encode_change_key(sequence));
    TRY(found, db_->get_all(Family::changes, keys, nullptr));
    std::vector<std::string> lines;
    lines.reserve(found.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (!found[i] || found[i]->empty())
            return fail(ErrorCode::malformed,
                        "the change log: entry " + std::to_string(sequences[i]) + " cannot be read");
        lines.push_back(*std::move(found[i]));
    }
    return lines;
}

Result<void> Store::for_each_newest(
    std::uint64_t since,
    const std::function<bool(std::uint64_t sequence, std::string_view line)>& visit) const {
    if (since == std::numeric_limits<std::uint64_t>::max()) return {};
    const auto durable = db_->durable_sequence();
    Scan scan{*db_, Family::newest};
    TRY(hidden, behind_pending(*db_, scan, since, durable));
    scan.seek(encode_change_key(since + 1));
    while (true) {
        std::vector<std::uint64_t> sequences;
        for (; scan.valid() && sequences.size() < lines_a_read; scan.next()) {
            TRY(sequence, decode_change_key(scan.key()));
            if (sequence > durable) break;
            take_up_to(hidden, sequence, sequences);
            sequences.push_back(sequence);
        }
        if (sequences.size() < lines_a_read) take_up_to(hidden, durable, sequences);
        if (sequences.empty()) return scan.outcome();
        TRY(read, lines(sequences));
        for (std::size_t i = 0; i < read.size(); ++i)
            if (!visit(sequences[i], read[i])) return {};
    }
}

Result<void> Store::for_each_subject(
    std::uint64_t at, const model::ReportKey& after,
    const std::function<bool(const model::ReportKey&, const model::TimelineEntry&)>& visit) const {
    std::string from;
    if (!after.empty()) {
        TRY(after_key, encode_report_key(after));
        from = prefix_end(after_key);
    }
    model::ReportKey report;
    std::optional<model::TimelineEntry> last;
    Scan scan{*db_, Family::timeline};
    for (scan.seek(from); scan.valid(); scan.next()) {
        TRY(key, decode_timeline_key(scan.key()));
        if (key.report != report) {
            if (last && !visit(report, *last)) return {};
            last.reset();
            report = std::move(key.report);
        }
        if (key.sequence > at) continue;
        TRY(entry, read_timeline_value(scan.value()));
        last = std::move(entry);
        last->sequence = key.sequence;
    }
    TRY_VOID(scan.outcome());
    if (last) visit(report, *last);
    return {};
}

Result<Checkpoint> Store::checkpoint(std::uint64_t at) const {
    Checkpoint checkpoint{.cursor = cursor_at(at)};
    if (at == 0) return checkpoint;
    if (at > db_->durable_sequence())
        return fail(ErrorCode::usage, "the log has no entry " + std::to_string(at));
    TRY(value, db_->get(Family::chain, encode_change_key(at)));
    if (!value)
        return fail(ErrorCode::malformed, "the chain has no link of entry " + std::to_string(at) +
                                              "; ogi store verify --repair makes it anew");
    TRY(link, read_link(*value));
    checkpoint.chain = link.chain;
    checkpoint.digest = link.digest;
    checkpoint.reports = link.reports;
    return checkpoint;
}

}  // namespace ogi::storage
