#include "daemon/feed/feed_delivery.h"

#include "daemon/feed/feed_lines.h"

#include <algorithm>
#include <utility>

namespace ogi::daemon {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

namespace {

class Follower {
  public:
    explicit Follower(FeedReader& reader) : reader_{reader} { ++reader_.followers; }
    ~Follower() { --reader_.followers; }
    Follower(const Follower&) = delete;
    Follower& operator=(const Follower&) = delete;

  private:
    FeedReader& reader_;
};

milliseconds time_left(Clock::time_point until) {
    return std::chrono::ceil<milliseconds>(std::max(until - Clock::now(), Clock::duration::zero()));
}

// One reader on its way through the log.
struct Course {
    const FeedRequest& request;
    std::uint64_t at;                        // All up to here was looked at.
    std::uint64_t told;                      // The reader knows that it has all up to here.
    std::uint64_t left = ~std::uint64_t{0};  // Lines.

    void pass(const FeedPiece& piece) {
        at = piece.seen;
        if (piece.given != 0) told = piece.given;
        left -= piece.lines;
    }
};

// Says how far a stream has come.
std::string heartbeat_of(const storage::Store& store, Course& course) {
    if (course.request.delivery != Delivery::eventsource) return position_line(store, course.at) + "\n";
    const auto cursor = model::to_text({store.epoch(), course.at});
    // Without data no event is dispatched, but the reader keeps the id.
    const auto kept =
        std::exchange(course.told, course.at) < course.at ? "id: " + cursor : ": cursor " + cursor;
    return ": alive\n" + kept + "\n\n";
}

// Waits until there is something to give, or for nothing. nullopt: an error was answered.
asio::awaitable<std::optional<FeedPiece>> first_piece(const ApiContext& context, FeedReader& reader,
                                                      Course& course, HttpReply& reply) {
    const auto& request = course.request;
    const auto wait = request.delivery == Delivery::longpoll ? request.timeout : milliseconds{0};
    const auto until = Clock::now() + wait;
    const Follower follower{reader};
    while (true) {
        auto piece = reader.read(request, course.at, course.left);
        if (!piece) {
            co_await reply.error(piece.error());
            co_return std::nullopt;
        }
        course.pass(*piece);
        const auto left = time_left(until);
        if (piece->lines > 0 || (piece->at_end && left == milliseconds{0})) co_return *std::move(piece);
        if (piece->at_end) {
            co_await FeedSignal::wait(context.signal, left);
        } else {
            co_await let_others_go_on();
        }
    }
}

// Whether this piece is the last; then it says how far that was, where the lines themselves do not.
bool ends_with(FeedPiece& piece, const FeedReader& reader, const Course& course) {
    const bool ended = course.left == 0 || piece.at_end;
    const bool latest = course.request.style == Style::latest;
    if (ended && (latest || course.told < course.at))
        piece.text += position_line(reader.store(), course.at) + "\n";
    return ended;
}

// What there is, to its end.
asio::awaitable<void> give_what_there_is(FeedReader& reader, Course& course, FeedPiece piece,
                                         HttpReply& reply) {
    if (ends_with(piece, reader, course)) {
        // One write: each further one would wait for its turn behind all other followers.
        co_await reply.whole(boost::beast::http::status::ok, lines_type, std::move(piece.text));
        co_return;
    }
    co_await reply.begin(lines_type);
    co_await reply.piece(std::move(piece.text));
    for (bool ended = false; !ended;) {
        auto next = reader.read(course.request, course.at, course.left);
        if (!next) HttpReply::break_off();
        course.pass(*next);
        ended = ends_with(*next, reader, course);
        if (next->text.empty()) co_await let_others_go_on();
        co_await reply.piece(std::move(next->text));
    }
    co_await reply.end();
}

asio::awaitable<void> stream(const ApiContext& context, FeedReader& reader, Course& course,
                             HttpReply& reply) {
    const Follower follower{reader};
    auto heard = Clock::now();
    bool caught_up = false;
    while (true) {
        auto piece = reader.read(course.request, course.at, course.left);
        if (!piece) HttpReply::break_off();
        course.pass(*piece);
        const auto silent_until = heard + course.request.heartbeat;
        if (piece->text.empty() && piece->at_end && (!caught_up || Clock::now() >= silent_until)) {
            piece->text = heartbeat_of(reader.store(), course);
            caught_up = true;
        }
        const bool at_end = piece->at_end;
        if (!piece->text.empty()) {
            co_await reply.piece(std::move(piece->text));
            heard = Clock::now();
        } else if (at_end) {
            const auto longest = time_left(silent_until);
            co_await FeedSignal::wait(context.signal, longest);
        } else {
            co_await let_others_go_on();
        }
        if (course.left == 0) break;
    }
    if (course.request.style == Style::latest) {
        auto end = heartbeat_of(reader.store(), course);
        co_await reply.piece(std::move(end));
    }
    co_await reply.end();
}

}  // namespace

asio::awaitable<void> deliver(const ApiContext& context, FeedReader& reader,
                              std::unique_ptr<const FeedRequest> request, std::uint64_t since,
                              HttpReply& reply) {
    Course course{*request, since, since};
    if (request->limit != 0) course.left = request->limit;
    const bool streams =
        request->delivery == Delivery::continuous || request->delivery == Delivery::eventsource;
    if (!reply.wants_body() || streams) {
        co_await reply.begin(request->delivery == Delivery::eventsource ? events_type : lines_type);
        if (reply.wants_body()) co_await stream(context, reader, course, reply);
        co_return;
    }
    auto first = co_await first_piece(context, reader, course, reply);
    if (!first) co_return;
    co_await give_what_there_is(reader, course, *std::move(first), reply);
}

}  // namespace ogi::daemon
