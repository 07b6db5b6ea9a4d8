#include "daemon/feed/snapshot_resource.h"

#include "daemon/api/api_context.h"
#include "daemon/feed/asked_place.h"
#include "daemon/feed/feed_lines.h"

#include <charconv>

namespace ogi::daemon {

namespace asio = boost::asio;
using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

// Reports whose lines are read at one time; with whole reports that is a few MiB.
constexpr std::size_t reports_a_piece = 256;

constexpr int year_max = 9999;  // Of a subject.

Result<model::ReportKey> read_subject(const std::string& subject) {
    const auto slash = subject.rfind('/');
    int year = 0;
    const auto* const end = subject.data() + subject.size();
    const bool whole = slash != std::string::npos && slash != 0 &&
                       std::from_chars(subject.data() + slash + 1, end, year).ptr == end && year >= 1 &&
                       year <= year_max;
    if (!whole) return fail(ErrorCode::usage, "after must be a subject of the feed, AGENCY/YEAR");
    return model::ReportKey{subject.substr(0, slash), year};
}

struct SnapshotPiece {
    std::string text{};
    model::ReportKey last{};  // Where the next begins; empty: this is the end.
};

Result<SnapshotPiece> next_piece(FeedReader& reader, const SnapshotRequest& request, std::uint64_t at,
                                 const model::ReportKey& after) {
    SnapshotPiece piece;
    std::vector<std::uint64_t> sequences;
    TRY_VOID(reader.store().for_each_subject(at, after, [&](const auto& key, const auto& entry) {
        sequences.push_back(entry.sequence);
        piece.last = key;
        return sequences.size() < reports_a_piece;
    }));
    TRY(lines, reader.store().lines(sequences));
    for (std::size_t i = 0; i < lines.size(); ++i)
        TRY_VOID(reader.put(request.lines, sequences[i], lines[i], piece.text));
    if (sequences.size() < reports_a_piece) piece.last = {};
    return piece;
}

}  // namespace

Result<SnapshotRequest> parse_snapshot_request(const RequestTarget& target) {
    SnapshotRequest request;
    TRY_VOID(refuse_repeats(target.query));
    for (const auto& [name, value] : target.query) {
        TRY(taken, take_line_parameter(request.lines, name, value));
        if (taken) continue;
        if (name == "at") {
            TRY(at, read_cursor(name, value));
            request.at = at;
        } else if (name == "after") {
            TRY(after, read_subject(value));
            request.after = std::move(after);
        } else {
            return fail(ErrorCode::usage, "unknown parameter \"" + name + "\"");
        }
    }
    // Of the newest entry it would be the end of another state than the one that broke off.
    if (!request.after.empty() && !request.at)
        return fail(ErrorCode::usage, "after needs at, the cursor of the snapshot that broke off");
    return request;
}

Result<void> write_snapshot(FeedReader& reader, const SnapshotRequest& request, model::Cursor at,
                            const LineSink& sink) {
    TRY(checkpoint, checkpoint_of(reader.store(), at));
    auto after = request.after;
    while (true) {
        TRY(piece, next_piece(reader, request, at.sequence, after));
        for (std::string_view rest = piece.text; !rest.empty(); rest.remove_prefix(rest.find('\n') + 1))
            if (!sink(rest.substr(0, rest.find('\n')))) return {};
        after = std::move(piece.last);
        if (after.empty()) break;
    }
    TRY(warning, warning_for(reader.store(), request.lines.filter));
    sink(checkpoint_line(reader.store(), checkpoint, warning));
    return {};
}

asio::awaitable<void> give_snapshot(FeedReader& reader, const ResourceCall& asked, HttpReply& reply) {
    const auto& store = reader.store();
    const auto request = parse_snapshot_request(asked.target);
    if (!request) {
        co_await reply.error(request.error());
        co_return;
    }
    const auto checkpoint = co_await find_checkpoint(store, request->at, reply);
    if (!checkpoint) co_return;
    const auto warning = warning_for(store, request->lines.filter);
    if (!warning) {
        co_await reply.error(warning.error());
        co_return;
    }
    co_await reply.begin(lines_type);
    auto after = request->after;
    while (reply.wants_body()) {
        auto piece = next_piece(reader, *request, checkpoint->cursor.sequence, after);
        if (!piece) HttpReply::break_off();
        after = std::move(piece->last);
        const bool ended = after.empty();
        if (ended) piece->text += checkpoint_line(store, *checkpoint, *warning) + "\n";
        if (piece->text.empty()) co_await let_others_go_on();
        co_await reply.piece(std::move(piece->text));
        if (ended) break;
    }
    co_await reply.end();
}

}  // namespace ogi::daemon
