#include "daemon/feed/feed_reader.h"

#include "daemon/api/api_context.h"
#include "daemon/feed/feed_lines.h"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace ogi::daemon {

using base::Result;

boost::asio::awaitable<void> let_others_go_on() {
    const auto executor = co_await boost::asio::this_coro::executor;
    co_await boost::asio::post(executor, boost::asio::use_awaitable);
}

// What an EventSource comes back with.
std::string FeedReader::event_id(Style style, std::uint64_t sequence) const {
    return model::to_text(style == Style::latest ? model::Cursor{store_.epoch(), sequence}
                                                 : store_.cursor_at(sequence));
}

Result<bool> FeedReader::put(const FeedRequest& request, std::uint64_t sequence, std::string_view line,
                             std::string& text) {
    TRY(wanted, sieve_.wants(request.filter, line));
    if (!wanted) return false;
    const bool events = request.delivery == Delivery::eventsource;
    if (events) text.append("id: ").append(event_id(request.style, sequence)).append("\ndata: ");
    if (request.include == Include::cells) {
        text += line;
    } else {
        TRY(shape, shaped(store_, line, request.include));
        text += shape;
    }
    text += events ? "\n\n" : "\n";
    return true;
}

Result<FeedPiece> FeedReader::read(const FeedRequest& request, std::uint64_t since, std::uint64_t lines_max) {
    FeedPiece piece{.seen = since};
    TRY(end, store_.last_sequence());
    std::uint64_t looks = 0;
    bool stopped = false;
    Result<void> health;
    const auto visit = [&](std::uint64_t sequence, std::string_view line) {
        auto put_there = put(request, sequence, line, piece.text);
        if (!put_there) {
            health = std::move(put_there).error();
            return false;
        }
        piece.seen = sequence;
        if (*put_there) {
            piece.given = sequence;
            ++piece.lines;
        }
        stopped = piece.lines == lines_max || piece.text.size() >= piece_bytes || ++looks == looks_max;
        return !stopped;
    };
    TRY_VOID(request.style == Style::latest ? store_.for_each_newest(since, visit)
                                            : tail_.for_each_change(since, visit));
    if (!health) return std::move(health).error();
    if (!stopped) piece.seen = std::max(piece.seen, end);
    piece.at_end = !stopped;
    return piece;
}

}  // namespace ogi::daemon
