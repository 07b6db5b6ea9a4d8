#include "daemon/api/give_question.h"

#include "daemon/answers/question_path.h"
#include "daemon/api/error_codes.h"

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

}  // namespace

asio::awaitable<void> give_question(const ApiContext& context, const HttpCall& call, HttpReply& reply) {
    auto question = parse_target(call.target);
    if (!question) {
        co_await reply.error(question.error());
        co_return;
    }
    std::optional<Question> rest = *std::move(question);
    while (rest) {
        auto piece = next_piece(context, *std::move(rest));
        if (!piece.health && !reply.begun() && piece.text.empty()) {
            co_await reply.error(piece.health.error());
            co_return;
        }
        if (!reply.begun()) co_await reply.begin(lines_type);
        if (!reply.wants_body()) break;
        co_await reply.piece(std::move(piece.text));
        if (!piece.health && call.door == Door::control) {
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
    return {.pattern = path_pattern_of(about),
            .answer = [&context](const ResourceCall& call, HttpReply& reply) {
                return give_question(context, call.call, reply);
            }};
}

}  // namespace ogi::daemon
