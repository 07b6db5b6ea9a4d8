#include "daemon/api/routes.h"

#include "base/json_writer.h"
#include "daemon/api/error_codes.h"
#include "daemon/question.h"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <charconv>
#include <optional>

namespace ogi::daemon {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using base::ErrorCode;
using base::Result;

namespace {

constexpr std::string_view json_type = "application/json";
constexpr std::string_view lines_type = "application/x-ndjson";
constexpr std::string_view events_type = "text/event-stream";

std::string parameter_of(std::string_view target, std::string_view name) {
    const auto parsed = boost::urls::parse_origin_form(target);
    if (!parsed) return {};
    const auto found = parsed->params().find(name);
    return found == parsed->params().end() ? std::string{} : std::string{(*found).value};
}

// The next piece of an answer: its lines, and the question for the rest.
struct Piece {
    std::string text;
    std::optional<Question> rest;
};

Result<Piece> next_piece(const storage::Store& store, Question question) {
    Piece piece;
    TRY(rest, answer(store, std::move(question), [&](std::string_view line) {
            piece.text += line;
            piece.text += '\n';
            return piece.text.size() < Routes::piece_bytes;
        }));
    piece.rest = std::move(rest);
    return piece;
}

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

struct RecrawlRequest {
    RecrawlSelector selector;
    bool wait = false;
};

// A selector that is not understood must not become one that selects every page.
Result<RecrawlRequest> read_recrawl(std::string_view target) {
    const auto parsed = boost::urls::parse_origin_form(target);
    if (!parsed) return base::fail(ErrorCode::usage, "not a path");
    RecrawlRequest request;
    for (const auto parameter : parsed->params()) {
        const std::string name{parameter.key}, value{parameter.value};
        if (name == "agency") {
            request.selector.agency = value;
        } else if (name == "url") {
            request.selector.url = value;
        } else if (name == "wait" && (value == "0" || value == "1")) {
            request.wait = value == "1";
        } else if (name == "year") {
            auto& year = request.selector.year;
            const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), year);
            if (problem != std::errc{} || end != value.data() + value.size() || year < 1) {
                return base::fail(ErrorCode::usage, "year must be a whole number, not \"" + value + "\"");
            }
        } else {
            return base::fail(ErrorCode::usage, "unknown parameter \"" + name + "=" + value + "\"");
        }
    }
    return request;
}

}  // namespace

Routes::Routes(const storage::Store& store, std::shared_ptr<FeedSignal> signal, asio::io_context& context,
               Recrawl recrawl)
    : store_{store}, signal_{std::move(signal)}, context_{context}, recrawl_{std::move(recrawl)} {}

asio::awaitable<void> Routes::handle(const HttpCall& call, HttpReply& reply) {
    const auto path = std::string_view{call.target}.substr(0, call.target.find('?'));
    if (path == "/v1/recrawl") {
        co_await recrawl(call, reply);
    } else if (call.method != http::verb::get) {
        auto body = std::string{"only GET is answered here\n"};
        co_await reply.whole(http::status::method_not_allowed, "text/plain", std::move(body));
    } else if (path == "/healthz") {
        auto body = std::string{"ok\n"};
        co_await reply.whole(http::status::ok, "text/plain", std::move(body));
    } else if (path == "/v1/changes") {
        co_await give_changes(call, reply);
    } else {
        co_await give_answer(call.target, reply);
    }
}

asio::awaitable<void> Routes::give_answer(std::string target, HttpReply& reply) {
    auto question = parse_target(target);
    if (!question) {
        co_await reply.error(question.error());
        co_return;
    }
    std::optional<Question> rest = *std::move(question);
    while (rest) {
        auto piece = next_piece(store_, *std::move(rest));
        if (!piece && !reply.begun()) {
            co_await reply.error(piece.error());
            co_return;
        }
        // Too late for an error response; a body that is cut off says as much.
        if (!piece) throw boost::system::system_error{asio::error::make_error_code(asio::error::broken_pipe)};
        if (!reply.begun()) co_await reply.begin(lines_type);
        co_await reply.piece(std::move(piece->text));
        rest = std::move(piece->rest);
    }
    co_await reply.end();
}

asio::awaitable<void> Routes::give_changes(const HttpCall& call, HttpReply& reply) {
    auto question = parse_target(call.target);
    const auto feed = parameter_of(call.target, "feed");
    if (question && !feed.empty() && feed != "normal" && feed != "longpoll" && feed != "eventsource") {
        question = base::fail(ErrorCode::usage, "feed must be normal, longpoll or eventsource");
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
    auto last = store_.last_sequence();
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
        co_await stream_events(since, reply);
        co_return;
    }
    if (feed == "longpoll" && since == *last) co_await FeedSignal::wait(signal_, longpoll_wait);
    co_await give_answer(call.target, reply);
}

asio::awaitable<void> Routes::stream_events(std::uint64_t since, HttpReply& reply) {
    co_await reply.begin(events_type);
    while (true) {
        std::string events;
        auto grown = store_.for_each_change(since, [&](std::uint64_t sequence, std::string_view line) {
            since = sequence;
            events += "id: " + std::to_string(sequence) + "\ndata: " + std::string{line} + "\n\n";
            return events.size() < piece_bytes;
        });
        if (!grown) throw boost::system::system_error{asio::error::make_error_code(asio::error::broken_pipe)};
        const bool none = events.empty();
        if (!none) {
            co_await reply.piece(std::move(events));
            continue;
        }
        auto alive = std::string{": alive\n\n"};
        co_await reply.piece(std::move(alive));
        co_await FeedSignal::wait(signal_, heartbeat);
    }
}

asio::awaitable<void> Routes::recrawl(const HttpCall& call, HttpReply& reply) {
    if (call.door != Door::control || call.method != http::verb::post) {
        auto refusal = base::fail(ErrorCode::disallowed,
                                  "a recrawl is asked for with `ogi recrawl` on the machine itself");
        co_await reply.error(refusal);
        co_return;
    }
    auto request = read_recrawl(call.target);
    if (!request) {
        co_await reply.error(request.error());
        co_return;
    }

    // The desk answers on the writer thread; the timer brings the answer to this one.
    struct Pending {
        explicit Pending(asio::io_context& context) : over{context, asio::steady_timer::time_point::max()} {}
        asio::steady_timer over;
        std::optional<Result<RecrawlSummary>> result;
    };
    auto pending = std::make_shared<Pending>(context_);
    recrawl_(std::move(request->selector), request->wait,
             [pending, &context = context_](Result<RecrawlSummary> result) {
                 asio::post(context, [pending, result = std::move(result)]() mutable {
                     pending->result.emplace(std::move(result));
                     pending->over.cancel();
                 });
             });
    while (!pending->result) {
        boost::system::error_code woken;
        auto token = asio::redirect_error(asio::use_awaitable, woken);
        co_await pending->over.async_wait(token);
    }
    if (!*pending->result) {
        co_await reply.error(pending->result->error());
        co_return;
    }
    auto body = (*pending->result)->to_json() + "\n";
    co_await reply.whole(http::status::ok, json_type, std::move(body));
}

}  // namespace ogi::daemon
