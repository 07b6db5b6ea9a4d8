#include "daemon/feed/feed_resources.h"

#include "daemon/api/parameters.h"
#include "daemon/feed/asked_place.h"
#include "daemon/feed/consumer_resources.h"
#include "daemon/feed/cursor_gone.h"
#include "daemon/feed/feed_delivery.h"
#include "daemon/feed/feed_lines.h"
#include "daemon/feed/snapshot_resource.h"
#include "storage/latest_cursor.h"

namespace ogi::daemon {

namespace asio = boost::asio;
using base::Result;

namespace {

asio::awaitable<void> give_changes(const ApiContext& context, FeedReader& reader, const ResourceCall& asked,
                                   HttpReply& reply) {
    auto request = parse_feed_request(asked.target, asked.call.header("last-event-id"));
    if (!request) {
        co_await reply.error(request.error());
        co_return;
    }
    const bool latest = request->style == Style::latest;
    const auto checked = latest ? storage::check_latest_cursor(context.store, request->since)
                                : context.store.check_cursor(request->since);
    if (checked.fault) {
        const auto why = latest ? storage::words_for_latest(*checked.fault) : words_for(*checked.fault);
        co_await give_gone(context.store, request->since, why, reply);
        co_return;
    }
    auto kept = std::make_unique<const FeedRequest>(*std::move(request));
    co_await deliver(context, reader, std::move(kept), checked.sequence, reply);
}

Result<std::optional<model::GivenCursor>> read_place(const ResourceCall& asked) {
    TRY_VOID(allow_parameters(asked, {"at"}));
    if (asked.target.query.empty()) return std::optional<model::GivenCursor>{};
    TRY(at, read_cursor("at", asked.target.query.front().second));
    return std::optional{at};
}

asio::awaitable<void> give_checkpoint(const storage::Store& store, const ResourceCall& asked,
                                      HttpReply& reply) {
    const auto at = read_place(asked);
    if (!at) {
        co_await reply.error(at.error());
        co_return;
    }
    const auto checkpoint = co_await find_checkpoint(store, *at, reply);
    if (!checkpoint) co_return;
    auto body = checkpoint_object(*checkpoint) + "\n";
    co_await reply.whole(boost::beast::http::status::ok, json_type, std::move(body));
}

}  // namespace

void add_feed_resources(Resources& resources, const ApiContext& context) {
    const auto reader = std::make_shared<FeedReader>(context.store);
    resources.add(
        {.pattern = "/v1/changes", .answer = [&context, reader](const ResourceCall& call, HttpReply& reply) {
             return give_changes(context, *reader, call, reply);
         }});
    resources.add(
        {.pattern = "/v1/checkpoint", .answer = [&context](const ResourceCall& call, HttpReply& reply) {
             return give_checkpoint(context.store, call, reply);
         }});
    resources.add(
        {.pattern = "/v1/snapshot", .answer = [&context, reader](const ResourceCall& call, HttpReply& reply) {
             return give_snapshot(*reader, call, reply);
         }});
    add_consumer_resources(resources, context);
    context.metrics.add("ogid_feed_sequence", Metrics::Kind::gauge, "Newest entry of the feed.", [&context] {
        const auto last = context.store.last_sequence();
        return last ? static_cast<double>(*last) : 0.0;
    });
    context.metrics.add("ogid_feed_followers", Metrics::Kind::gauge,
                        "Readers that wait for the feed to grow.",
                        [reader] { return static_cast<double>(reader->followers); });
}

}  // namespace ogi::daemon
