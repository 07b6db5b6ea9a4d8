#include "daemon/feed/feed_resources.h"

#include "base/json_writer.h"
#include "daemon/answers/question_path.h"
#include "daemon/api/give_question.h"

#include <charconv>

namespace ogi::daemon {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

// How long `feed=longpoll` waits for an entry before it answers with none.
constexpr std::chrono::seconds longpoll_wait{55};
// How often `feed=eventsource` says that it is alive.
constexpr std::chrono::seconds heartbeat{15};

std::string gone_body(std::uint64_t since, std::uint64_t last) {
    base::JsonWriter json;
    json.begin_object().key("error").begin_object().field("code", "cursor_gone");
    json.field("message", "cursor " + std::to_string(since) + " is beyond the newest entry, " +
                              std::to_string(last) +
                              ": it belongs to another store; read the log from the beginning");
    json.field("resume", "/v1/changes?since=0").field("last_sequence", std::to_string(last));
    json.end_object().end_object();
    return json.take() + "\n";
}

asio::awaitable<void> stream_events(const ApiContext& context, std::uint64_t since, HttpReply& reply) {
    co_await reply.begin(events_type);
    while (reply.wants_body()) {
        std::string events;
        auto grown = context.store.for_each_change(since, [&](std::uint64_t sequence, std::string_view line) {
            since = sequence;
            events += "id: " + std::to_string(sequence) + "\ndata: " + std::string{line} + "\n\n";
            return events.size() < piece_bytes;
        });
        if (!grown) reply.break_off();
        const bool none = events.empty();
        if (!none) {
            co_await reply.piece(std::move(events));
            continue;
        }
        auto alive = std::string{": alive\n\n"};
        co_await reply.piece(std::move(alive));
        co_await FeedSignal::wait(context.signal, heartbeat);
    }
    co_await reply.end();
}

asio::awaitable<void> give_changes(const ApiContext& context, const ResourceCall& asked, HttpReply& reply) {
    const auto& call = asked.call;
    auto question = parse_target(call.target);
    const auto feed = asked.target.parameter("feed");
    if (question && !feed.empty() && feed != "normal" && feed != "longpoll" && feed != "eventsource") {
        question = base::fail(base::ErrorCode::usage, "feed must be normal, longpoll or eventsource");
    }
    if (!question) {
        co_await reply.error(question.error());
        co_return;
    }
    auto since = question->since;
    if (feed == "eventsource" && !call.last_event_id.empty()) {
        // A reconnecting EventSource says the last id it saw; that is newer than the URL it was made with.
        const auto& id = call.last_event_id;
        std::from_chars(id.data(), id.data() + id.size(), since);
    }
    auto last = context.store.last_sequence();
    if (!last) {
        co_await reply.error(last.error());
        co_return;
    }
    if (since > *last) {
        auto body = gone_body(since, *last);
        co_await reply.whole(http::status::gone, json_type, std::move(body));
        co_return;
    }
    if (feed == "eventsource") {
        co_await stream_events(context, since, reply);
        co_return;
    }
    if (feed == "longpoll" && since == *last) co_await FeedSignal::wait(context.signal, longpoll_wait);
    co_await give_question(context, call, reply);
}

}  // namespace

void add_feed_resources(Resources& resources, const ApiContext& context) {
    resources.add({.pattern = path_pattern_of(About::changes),
                   .answer = [&context](const ResourceCall& call, HttpReply& reply) {
                       return give_changes(context, call, reply);
                   }});
}

}  // namespace ogi::daemon
