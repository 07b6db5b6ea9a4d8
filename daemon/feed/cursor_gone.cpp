#include "daemon/feed/cursor_gone.h"

#include "base/json_writer.h"
#include "daemon/api/error_codes.h"

namespace ogi::daemon {

namespace {

constexpr std::string_view resume = "/v1/snapshot";

std::string gone_body(const model::Cursor& end, const std::string& detail) {
    base::JsonWriter json;
    json.begin_object().field("resume", resume).field("cursor", model::to_text(end));
    json.field("last_sequence", std::to_string(end.sequence)).end_object();
    return problem_json(boost::beast::http::status::gone, "cursor_gone", detail, members_of(json.take()));
}

}  // namespace

boost::asio::awaitable<void> give_gone(const storage::Store& store, std::string detail, HttpReply& reply) {
    const auto last = store.last_sequence();
    if (!last) {
        co_await reply.error(last.error());
        co_return;
    }
    auto body = gone_body({store.epoch(), *last}, detail);
    co_await reply.whole(boost::beast::http::status::gone, problem_type, std::move(body));
}

boost::asio::awaitable<void> give_gone(const storage::Store& store, model::GivenCursor cursor,
                                       std::string_view why, HttpReply& reply) {
    const auto last = store.last_sequence();
    if (!last) {
        co_await reply.error(last.error());
        co_return;
    }
    const auto given =
        cursor.epoch ? model::to_text({*cursor.epoch, cursor.sequence}) : std::to_string(cursor.sequence);
    auto detail = "cursor " + given + ": " + std::string{why} + "; the log ends at " +
                  model::to_text({store.epoch(), *last}) + "; begin again with a snapshot (GET " +
                  std::string{resume} + ", ogi snapshot), or read the log from since=0";
    co_await give_gone(store, std::move(detail), reply);
}

}  // namespace ogi::daemon
