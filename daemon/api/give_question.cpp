#include "daemon/api/give_question.h"

#include "daemon/answers/question_path.h"
#include "daemon/api/error_codes.h"
#include "daemon/run_call.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <optional>

namespace ogi::daemon {

namespace asio = boost::asio;

namespace {

// The next piece of an answer: its lines, and the question for the rest.
struct Piece {
    std::string text;
    std::optional<Question> rest;
    base::Result<void> health{};  // Why there is no more, where that is not the end.
};

Piece next_piece(const ApiContext& context, Question question) {
    Piece piece;
    const auto take = [&](std::string_view line) {
        piece.text += line;
        piece.text += '\n';
        return piece.text.size() < piece_bytes;
    };
    auto rest =
        answer(context.store, std::move(question), take, *context.rulings->read(), context.daemon.programs);
    if (rest) {
        piece.rest = *std::move(rest);
    } else {
        piece.health = std::move(rest).error();
    }
    return piece;
}

// On a thread of `readers`, where that is set.
asio::awaitable<Piece> next_piece_by(asio::thread_pool* readers, const ApiContext& context,
                                     Question question) {
    auto next = [&] { return next_piece(context, std::move(question)); };
    if (readers == nullptr) co_return next();
    auto job = run_call(next);
    co_return co_await asio::co_spawn(*readers, std::move(job), asio::use_awaitable);
}

}  // namespace

asio::awaitable<void> give_question(const ApiContext& context, const HttpCall& call, HttpReply& reply,
                                    asio::thread_pool* readers) {
    auto question = parse_target(call.target);
    if (!question) {
        co_await reply.error(question.error());
        co_return;
    }
    std::optional<Question> rest = *std::move(question);
    while (rest) {
        auto next = next_piece_by(readers, context, *std::move(rest));
        auto piece = co_await std::move(next);
        if (!piece.health && !reply.begun() && piece.text.empty()) {
            co_await reply.error(piece.health.error());
            co_return;
        }
        if (!reply.begun()) co_await reply.begin(lines_type);
        if (!reply.wants_body()) break;
        co_await reply.piece(std::move(piece.text));
        if (!piece.health && call.caller.door == Door::control) {
            // `ogi` knows an error by its line, and prints what came before.
            auto line = error_line(piece.health.error());
            co_await reply.piece(std::move(line));
            break;
        }
        // Too late for an error response; a body that is cut off says as much.
        if (!piece.health) reply.break_off();
        rest = std::move(piece.rest);
    }
    co_await reply.end();
}

Resource question_resource(const ApiContext& context, About about) {
    if (about == About::copies) {
        auto readers = std::make_shared<asio::thread_pool>(readers_max);
        return {.pattern = path_pattern_of(about),
                .answer = [&context, readers](const ResourceCall& call, HttpReply& reply) {
                    return give_question(context, call.call, reply, readers.get());
                }};
    }
    return {.pattern = path_pattern_of(about),
            .answer = [&context](const ResourceCall& call, HttpReply& reply) {
                return give_question(context, call.call, reply);
            }};
}

}  // namespace ogi::daemon
