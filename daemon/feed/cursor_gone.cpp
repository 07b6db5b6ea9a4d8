#include "daemon/feed/cursor_gone.h"

#include "base/json_writer.h"
#include "daemon/api/error_codes.h"

namespace ogi::daemon {

namespace {

constexpr std::string_view resume = "/v1/snapshot";

std::string gone_body(const storage::Store& store, const model::GivenCursor& cursor, std::string_view why,
                      std::uint64_t last) {
    const auto given =
        cursor.epoch ? model::to_text({*cursor.epoch, cursor.sequence}) : std::to_string(cursor.sequence);
    const auto end = model::to_text({store.epoch(), last});
    const auto message = "cursor " + given + ": " + std::string{why} + "; the log ends at " + end +
                         "; begin again with " + std::string{resume} + ", or read the log from since=0";
    base::JsonWriter json;
    json.begin_object().field("resume", resume).field("cursor", end);
    json.field("last_sequence", std::to_string(last)).end_object();
    return problem_json(boost::beast::http::status::gone, "cursor_gone", message, members_of(json.take()));
}

}  // namespace

boost::asio::awaitable<void> give_gone(const storage::Store& store, model::GivenCursor cursor,
                                       std::string_view why, HttpReply& reply) {
    const auto last = store.last_sequence();
    if (!last) {
        co_await reply.error(last.error());
        co_return;
    }
    auto body = gone_body(store, cursor, why, *last);
    co_await reply.whole(boost::beast::http::status::gone, problem_type, std::move(body));
}

}  // namespace ogi::daemon
