#include "daemon/feed/feed_delivery.h"

#include "daemon/feed/feed_filter.h"
#include "daemon/feed/feed_lines.h"

#include <algorithm>
#include <utility>

namespace ogi::daemon {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

namespace {

// A filter may want nothing of a long log: so many entries further its reader is told how far it is.
constexpr std::uint64_t silent_entries_max = 10'000;

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
    std::uint64_t silent_since = at;         // Nothing was said of what was looked at since.

    void pass(const FeedPiece& piece) {
        at = piece.seen;
        if (piece.given != 0) told = silent_since = piece.given;
        left -= piece.lines;
    }
    bool is_silent_for_long() const { return at - silent_since >= silent_entries_max; }
};

// Says how far it is.
std::string position_of(const storage::Store& store, Course& course) {
    course.silent_since = course.at;
    const auto told = warning_for(store, course.request.filter);
    const auto warning = told ? *told : told.error().context;
    if (course.request.delivery != Delivery::eventsource) {
        course.told = course.at;
        return position_line(store, course.at, warning) + "\n";
    }
    const auto cursor = model::to_text({store.epoch(), course.at});
    // Without data no event is dispatched, but the reader keeps the id.
    const auto kept =
        std::exchange(course.told, course.at) < course.at ? "id: " + cursor : ": cursor " + cursor;
    return ": alive\n" + (warning.empty() ? "" : ": warning " + warning + "\n") + kept + "\n\n";
}

// What there is, to its end; where there is nothing, a long poll waits for it. A short answer is one write:
// each further one would wait for its turn behind all other followers.
asio::awaitable<void> give_what_there_is(const ApiContext& context, FeedReader& reader, Course& course,
                                         HttpReply& reply) {
    const auto& request = course.request;
    const auto wait = request.delivery == Delivery::longpoll ? request.timeout : milliseconds{0};
    const auto until = Clock::now() + wait;
    bool given = false;
    while (true) {
        auto piece = reader.read(request, course.at, course.left);
        if (!piece && reply.begun()) HttpReply::break_off();
        if (!piece) {
            co_await reply.error(piece.error());
            co_return;
        }
        course.pass(*piece);
        given = given || piece->lines > 0;
        const auto left = time_left(until);
        if (piece->at_end && !given && left != milliseconds{0}) {
            const Follower follower{reader};
            co_await FeedSignal::wait(context.signal, left);
            continue;
        }
        const bool ended = course.left == 0 || piece->at_end;
        const bool says_its_place = ended && (request.style == Style::latest || course.told < course.at);
        if (says_its_place || course.is_silent_for_long()) piece->text += position_of(reader.store(), course);
        if (ended && !reply.begun()) {
            co_await reply.whole(boost::beast::http::status::ok, lines_type, std::move(piece->text));
            co_return;
        }
        // The rest may take its time: whoever asks learns at once that it is on its way.
        if (!reply.begun()) co_await reply.begin(lines_type);
        if (!reply.wants_body()) co_return;  // It was refused.
        if (piece->text.empty()) co_await let_others_go_on();
        co_await reply.piece(std::move(piece->text));
        if (ended) break;
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
            piece->text = position_of(reader.store(), course);
            caught_up = true;
        }
        if (course.is_silent_for_long()) piece->text += position_of(reader.store(), course);
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
        auto end = position_of(reader.store(), course);
        co_await reply.piece(std::move(end));
    }
    co_await reply.end();
}

}  // namespace

asio::awaitable<void> deliver(const ApiContext& context, FeedReader& reader,
                              std::unique_ptr<const FeedRequest> request, std::uint64_t since,
                              HttpReply& reply) {
    Course course{.request = *request, .at = since, .told = since};
    if (request->limit != 0) course.left = request->limit;
    const bool streams =
        request->delivery == Delivery::continuous || request->delivery == Delivery::eventsource;
    if (!reply.wants_body() || streams) {
        co_await reply.begin(request->delivery == Delivery::eventsource ? events_type : lines_type);
        if (reply.wants_body()) co_await stream(context, reader, course, reply);
        co_return;
    }
    co_await give_what_there_is(context, reader, course, reply);
}

}  // namespace ogi::daemon
