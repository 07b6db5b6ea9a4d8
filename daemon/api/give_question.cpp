#include "daemon/api/give_question.h"

#include "daemon/answers/moment.h"
#include "daemon/answers/question_path.h"
#include "daemon/api/error_codes.h"
#include "daemon/feed/cursor_gone.h"
#include "daemon/pool_threads.h"
#include "daemon/run_call.h"

#include <boost/asio/thread_pool.hpp>

#include <memory>
#include <optional>
#include <utility>

namespace ogi::daemon {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

// Lists that are walked in order of a key: `limit` ends them, `after` goes on.
bool is_paged(About about) {
    return about == About::reports || about == About::pages || about == About::suspects;
}

// An answer on its way: what is left of the question, and of the page.
struct Walk {
    std::optional<Question> rest{};
    std::uint64_t limit = 0;  // Of a paged list; 0: none.
    std::uint64_t left = 0;   // Of it.

    bool page_is_full() const { return limit != 0 && left == 0; }
};

// The next piece of an answer: its lines.
struct Piece {
    std::string text;
    base::Result<void> health{};  // Why there is no more, where that is not the end.
};

Piece next_piece(const ApiContext& context, Walk& walk) {
    Piece piece;
    const auto take = [&](std::string_view line) {
        piece.text += line;
        piece.text += '\n';
        if (walk.limit != 0) --walk.left;
        return piece.text.size() < piece_bytes && !walk.page_is_full();
    };
    auto rest =
        answer(context.store, *std::move(walk.rest), take, *context.rulings->read(), context.daemon.programs);
    walk.rest.reset();
    if (!rest) {
        piece.health = std::move(rest).error();
        return piece;
    }
    walk.rest = *std::move(rest);
    // The next page knows nothing of what this one could not read.
    if (walk.page_is_full() && walk.rest && walk.rest->trouble) piece.health = *walk.rest->trouble;
    return piece;
}

// `walk` lives until it is done.
asio::awaitable<Piece> next_piece_by(asio::thread_pool& readers, const ApiContext& context, Walk& walk) {
    auto next = [&] { return next_piece(context, walk); };
    auto made = call_on(readers, next);
    co_return co_await std::move(made);
}

// Where a list goes on behind a page; empty where it does not.
std::string next_link(const Walk& walk) {
    if (!walk.page_is_full() || !walk.rest) return {};
    auto next = *walk.rest;
    next.limit = walk.limit;
    return "<" + to_target(next) + ">; rel=\"next\"";
}

// Why what the question is asked as of is gone; nullopt: it is there, or not asked for.
std::optional<std::string> why_gone_of(const storage::Store& store, const Question& question) {
    if (question.as_of.empty()) return std::nullopt;
    const auto asked = parse_as_of(question.as_of);
    return asked ? why_gone(store, *asked) : std::nullopt;
}

bool is_over(const Walk& walk) {
    return !walk.rest || walk.page_is_full();
}

asio::awaitable<void> stream(const ApiContext& context, asio::thread_pool& readers, Walk walk, Piece piece,
                             Door door, HttpReply& reply) {
    if (walk.limit != 0) reply.set("Trailer", "Link");
    co_await reply.begin(lines_type);
    while (reply.wants_body()) {
        co_await reply.piece(std::move(piece.text));
        if (!piece.health && door == Door::control) {
            // `ogi` knows an error by its line, and prints what came before.
            auto line = error_line(piece.health.error());
            co_await reply.piece(std::move(line));
            break;
        }
        // Too late for an error response; a body that is cut off says as much.
        if (!piece.health) reply.break_off();
        if (is_over(walk)) break;
        auto next = next_piece_by(readers, context, walk);
        piece = co_await std::move(next);
    }
    auto link = next_link(walk);
    co_await reply.end(std::move(link));
}

}  // namespace

asio::awaitable<void> give_question(const ApiContext& context, const HttpCall& call, HttpReply& reply,
                                    asio::thread_pool& readers) {
    auto question = parse_target(call.target);
    if (!question) {
        co_await reply.error(question.error());
        co_return;
    }
    if (auto gone = why_gone_of(context.store, *question)) {
        auto detail = *std::move(gone);
        co_await give_gone(context.store, std::move(detail), reply);
        co_return;
    }
    Walk walk;
    if (is_paged(question->about)) walk.limit = walk.left = std::exchange(question->limit, 0);
    walk.rest = *std::move(question);
    auto next = next_piece_by(readers, context, walk);
    auto piece = co_await std::move(next);
    if (!piece.health && piece.text.empty()) {
        co_await reply.error(piece.health.error());
    } else if (piece.health && is_over(walk)) {
        if (const auto link = next_link(walk); !link.empty()) reply.set("Link", link);
        co_await reply.whole(http::status::ok, lines_type, std::move(piece.text));
    } else {
        co_await stream(context, readers, std::move(walk), std::move(piece), call.caller.door, reply);
    }
}

asio::awaitable<void> give_question_at(const ApiContext& context, std::string_view pattern,
                                       const ResourceCall& call, HttpReply& reply,
                                       asio::thread_pool& readers) {
    auto other = std::make_unique<HttpCall>(call.call);
    const auto query = call.call.target.find('?');
    const auto& path = call.call.target;
    const auto last = path.substr(0, query).rfind('/');
    other->target = path.substr(0, last) + std::string{pattern.substr(pattern.rfind('/'))} +
                    (query == std::string::npos ? std::string{} : path.substr(query));
    co_await give_question(context, *other, reply, readers);
}

std::shared_ptr<asio::thread_pool> make_walker() {
    return make_pool(1, "what walks through the store");
}

Resource question_resource(const ApiContext& context, About about,
                           std::shared_ptr<asio::thread_pool> walker) {
    auto readers =
        about == About::copies ? make_pool(readers_max, "reading copies again") : std::move(walker);
    return {.pattern = path_pattern_of(about),
            .answer = [&context, readers](const ResourceCall& call, HttpReply& reply) {
                return give_question(context, call.call, reply, *readers);
            }};
}

}  // namespace ogi::daemon
