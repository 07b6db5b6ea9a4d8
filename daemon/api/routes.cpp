#include "daemon/api/routes.h"

#include "base/json_writer.h"
#include "daemon/answers/question.h"
#include "daemon/api/error_codes.h"
#include "daemon/api/pending_answer.h"

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
    base::Result<void> health{};  // Why there is no more, where that is not the end.
};

Piece next_piece(const storage::Store& store, const Rulings& rulings, const extract::Programs& programs,
                 Question question) {
    Piece piece;
    const auto take = [&](std::string_view line) {
        piece.text += line;
        piece.text += '\n';
        return piece.text.size() < Routes::piece_bytes;
    };
    auto rest = answer(store, std::move(question), take, rulings, programs);
    if (rest) {
        piece.rest = *std::move(rest);
    } else {
        piece.health = std::move(rest).error();
    }
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

// What is told or asked of the daemon itself.
std::optional<About> asked_of_the_daemon(std::string_view path) {
    if (path == "/v1/hosts") return About::hosts;
    if (path == "/v1/limits") return About::limits;
    if (path == "/v1/sources") return About::sources;
    return std::nullopt;
}

// Paths that answer a GET beside taking an order.
bool answers_too(std::string_view path) {
    return path == "/v1/limits" || path == "/v1/roster" || path == "/v1/decisions" || path == "/v1/suspects";
}

bool is_order(std::string_view target) {
    const auto order = parse_order(target);
    return order || order.error().code != ErrorCode::not_found;
}

base::Error only_here() {
    return base::fail(ErrorCode::disallowed, "that is asked for with `ogi` on the machine itself");
}

}  // namespace

Routes::Routes(const storage::Store& store, std::shared_ptr<const RulingBook> rulings,
               std::shared_ptr<FeedSignal> signal, asio::io_context& context, Daemon daemon)
    : store_{store},
      rulings_{std::move(rulings)},
      signal_{std::move(signal)},
      context_{context},
      daemon_{std::move(daemon)} {}

asio::awaitable<void> Routes::handle(const HttpCall& call, HttpReply& reply) {
    const auto path = std::string_view{call.target}.substr(0, call.target.find('?'));
    const bool asks = call.method == http::verb::get;
    const auto about = asked_of_the_daemon(path);
    if (is_order(call.target) && !(asks && answers_too(path))) {
        co_await take_order(call, reply);
    } else if (!asks) {
        auto body = std::string{"only GET is answered here\n"};
        co_await reply.whole(http::status::method_not_allowed, "text/plain", std::move(body));
    } else if (path == "/healthz") {
        auto body = std::string{"ok\n"};
        co_await reply.whole(http::status::ok, "text/plain", std::move(body));
    } else if (path == "/v1/changes") {
        co_await give_changes(call, reply);
    } else if (path == "/v1/status") {
        co_await give_told(About::status, reply);
    } else if (about && call.door != Door::control) {
        auto refusal = only_here();
        co_await reply.error(refusal);
    } else if (about) {
        co_await give_told(*about, reply);
    } else {
        co_await give_answer(call.target, call.door, reply);
    }
}

asio::awaitable<void> Routes::give_answer(std::string target, Door door, HttpReply& reply) {
    auto question = parse_target(target);
    if (!question) {
        co_await reply.error(question.error());
        co_return;
    }
    std::optional<Question> rest = *std::move(question);
    while (rest) {
        auto piece = next_piece(store_, *rulings_->read(), daemon_.programs, *std::move(rest));
        if (!piece.health && !reply.begun() && piece.text.empty()) {
            co_await reply.error(piece.health.error());
            co_return;
        }
        if (!reply.begun()) co_await reply.begin(lines_type);
        co_await reply.piece(std::move(piece.text));
        if (!piece.health && door == Door::control) {
            // `ogi` knows an error by its line, and prints what came before.
            auto line = error_line(piece.health.error());
            co_await reply.piece(std::move(line));
            break;
        }
        // Too late for an error response; a body that is cut off says as much.
        if (!piece.health)
            throw boost::system::system_error{asio::error::make_error_code(asio::error::broken_pipe)};
        rest = std::move(piece.rest);
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
    co_await give_answer(call.target, call.door, reply);
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

asio::awaitable<void> Routes::give_told(About about, HttpReply& reply) {
    const auto pending = std::make_shared<PendingAnswer>(context_);
    daemon_.tell(about, pending->taker());
    auto answer = co_await PendingAnswer::wait(pending, told_patience);
    if (!answer) answer = base::fail(ErrorCode::busy, "the daemon did not answer in time");
    if (!*answer) {
        co_await reply.error(answer->error());
        co_return;
    }
    co_await reply.whole(http::status::ok, lines_type, **std::move(answer));
}

asio::awaitable<void> Routes::take_order(const HttpCall& call, HttpReply& reply) {
    if (call.door != Door::control || call.method != http::verb::post) {
        auto refusal = only_here();
        co_await reply.error(refusal);
        co_return;
    }
    auto order = parse_order(call.target);
    if (!order) {
        co_await reply.error(order.error());
        co_return;
    }
    if (auto* recrawl = std::get_if<Recrawl>(&*order);
        recrawl != nullptr && recrawl->wait == Wait::progress) {
        recrawl->watch = std::make_shared<RecrawlWatch>();
        Watch watch = recrawl->watch;
        co_await give_progress(*std::move(order), std::move(watch), reply);
        co_return;
    }
    if (auto* reparse = std::get_if<Reparse>(&*order);
        reparse != nullptr && reparse->wait == Wait::progress) {
        reparse->watch = std::make_shared<ReplayWatch>();
        Watch watch = reparse->watch;
        co_await give_progress(*std::move(order), std::move(watch), reply);
        co_return;
    }
    if (auto* import = std::get_if<ImportRoster>(&*order)) import->csv = call.body;
    if (auto* decisions = std::get_if<TakeDecisions>(&*order)) decisions->lines = call.body;
    const auto pending = std::make_shared<PendingAnswer>(context_);
    daemon_.carry_out(*std::move(order), pending->taker());
    std::optional<Result<std::string>> answer;
    while (!answer) answer = co_await PendingAnswer::wait(pending, told_patience);
    if (!*answer) {
        co_await reply.error(answer->error());
        co_return;
    }
    co_await reply.whole(http::status::ok, lines_type, **std::move(answer));
}

asio::awaitable<std::string> Routes::what_is_waited_for(std::string url) {
    const auto parsed = base::Url::parse(url);
    if (!parsed) co_return std::string{};
    const auto pending = std::make_shared<PendingAnswer>(context_);
    daemon_.why(parsed->authority(), pending->taker());
    auto words = co_await PendingAnswer::wait(pending, progress_period);
    if (!words || !*words) co_return std::string{};
    co_return **std::move(words);
}

asio::awaitable<std::string> Routes::progress_line(Watch watch) {
    if (const auto* replay = std::get_if<std::shared_ptr<ReplayWatch>>(&watch))
        co_return (*replay)->read().to_json() + "\n";
    auto progress = std::get<std::shared_ptr<RecrawlWatch>>(watch)->read();
    progress.waiting_for = co_await what_is_waited_for(progress.next);
    co_return progress.to_json() + "\n";
}

// Lines of progress, then the summary, or an error object where it came too late for a status.
asio::awaitable<void> Routes::give_progress(Order order, Watch watch, HttpReply& reply) {
    const auto pending = std::make_shared<PendingAnswer>(context_);
    daemon_.carry_out(std::move(order), pending->taker());
    std::optional<Result<std::string>> answer;
    while (true) {
        answer = co_await PendingAnswer::wait(pending, progress_period);
        if (answer) break;
        if (!reply.begun()) co_await reply.begin(lines_type);
        auto line = co_await progress_line(watch);
        co_await reply.piece(std::move(line));
    }
    if (!*answer && !reply.begun()) {
        co_await reply.error(answer->error());
        co_return;
    }
    if (!reply.begun()) co_await reply.begin(lines_type);
    auto last = *answer ? **std::move(answer) : error_line(answer->error());
    co_await reply.piece(std::move(last));
    co_await reply.end();
}

}  // namespace ogi::daemon
