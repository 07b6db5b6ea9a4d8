#include "daemon/feed/consumer_resources.h"

#include "base/json_writer.h"
#include "daemon/api/error_codes.h"
#include "daemon/feed/cursor_gone.h"
#include "daemon/feed/feed_request.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

namespace ogi::daemon {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using base::ErrorCode;
using base::fail;
using base::Result;
using storage::Consumer;
using storage::Store;

namespace {

constexpr std::string_view one_consumer = "/v1/consumers/{name}";

// How many entries a consumer has not handled yet; nullopt where its cursor is void.
std::optional<std::uint64_t> lag_of(const Store& store, const Consumer& consumer) {
    const auto checked = store.check_cursor({consumer.cursor.epoch, consumer.cursor.sequence});
    const auto last = store.last_sequence();
    if (checked.fault || !last) return std::nullopt;
    return *last - checked.sequence;
}

// One figure of each consumer that has one.
template <typename Figure>
std::vector<Metrics::Sample> each_consumer(const Store& store, const Figure& figure) {
    std::vector<Metrics::Sample> samples;
    const auto all = store.consumers();
    if (!all) return samples;
    for (const auto& consumer : *all) {
        if (const std::optional<std::uint64_t> value = figure(consumer))
            samples.push_back({{{"consumer", consumer.name}}, static_cast<double>(*value)});
    }
    return samples;
}

// Where a consumer is to stand, and where it stands as the caller thinks.
struct Wish {
    model::GivenCursor cursor{};
    std::optional<model::Cursor> expected{};
};

Result<model::Cursor> whole_cursor(std::string_view name, std::string_view value) {
    TRY(cursor, read_cursor(name, value));
    if (!cursor.epoch) return fail(ErrorCode::usage, std::string{name} + " must be EPOCH-SEQUENCE");
    return model::Cursor{*cursor.epoch, cursor.sequence};
}

// Members of the body, or parameters of the query.
Result<Wish> read_wish(const ResourceCall& asked) {
    auto given = asked.target.query;
    if (!asked.call.body.empty()) {
        boost::system::error_code problem;
        const auto body = boost::json::parse(asked.call.body, problem);
        if (problem || !body.is_object()) return fail(ErrorCode::usage, "the body must be a JSON object");
        for (const auto& [name, value] : body.as_object()) {
            if (value.is_null()) continue;
            if (!value.is_string()) return fail(ErrorCode::usage, std::string{name} + " must be a text");
            given.emplace_back(std::string{name}, std::string{value.as_string()});
        }
    }
    TRY_VOID(refuse_repeats(given));
    std::optional<model::Cursor> cursor;
    Wish wish;
    for (const auto& [name, value] : given) {
        if (name != "cursor" && name != "expected")
            return fail(ErrorCode::usage, "unknown parameter \"" + name + "\"");
        TRY(named, whole_cursor(name, value));
        (name == "cursor" ? cursor : wish.expected) = named;
    }
    if (!cursor) return fail(ErrorCode::usage, "cursor is missing");
    wish.cursor = {cursor->epoch, cursor->sequence};
    return wish;
}

std::string conflict_line(const Store& store, const storage::Parked& parked) {
    base::JsonWriter json;
    json.begin_object().key("consumer");
    if (parked.now) {
        json.raw(consumer_line(store, *parked.now));
    } else {
        json.null();
    }
    json.end_object();
    return problem_json(http::status::conflict, "conflict", conflict_words(parked), members_of(json.take()));
}

asio::awaitable<void> list(const Store& store, HttpReply& reply) {
    const auto all = store.consumers();
    if (!all) {
        co_await reply.error(all.error());
        co_return;
    }
    std::string lines;
    for (const auto& consumer : *all) lines += consumer_line(store, consumer) + "\n";
    co_await reply.whole(http::status::ok, lines_type, std::move(lines));
}

asio::awaitable<void> give_one(const Store& store, const std::string& name, HttpReply& reply) {
    const auto consumer = store.consumer(name);
    if (!consumer || !*consumer) {
        auto refusal = consumer ? fail(ErrorCode::not_found, no_consumer(name)) : consumer.error();
        co_await reply.error(refusal);
        co_return;
    }
    auto line = consumer_line(store, **consumer) + "\n";
    co_await reply.whole(http::status::ok, json_type, std::move(line));
}

asio::awaitable<void> park(Store& store, const ResourceCall& asked, HttpReply& reply) {
    const auto wish = read_wish(asked);
    if (!wish) {
        co_await reply.error(wish.error());
        co_return;
    }
    const auto checked = store.check_cursor(wish->cursor);
    if (checked.fault) {
        co_await give_gone(store, wish->cursor, words_for(*checked.fault), reply);
        co_return;
    }
    const Consumer wanted{
        asked.path.at(0).second, {*wish->cursor.epoch, wish->cursor.sequence}, base::utc_now()};
    const auto parked = store.park_consumer(wanted, wish->expected);
    if (!parked) {
        co_await reply.error(parked.error());
        co_return;
    }
    const bool done = parked->outcome == storage::Parked::Outcome::done;
    auto line = done ? consumer_line(store, wanted) + "\n" : conflict_line(store, *parked);
    co_await reply.whole(done ? http::status::ok : http::status::conflict, done ? json_type : problem_type,
                         std::move(line));
}

asio::awaitable<void> remove(Store& store, const std::string& name, HttpReply& reply) {
    const auto removed = store.remove_consumer(name);
    if (removed && *removed) {
        auto body = std::string{"{}\n"};
        co_await reply.whole(http::status::ok, json_type, std::move(body));
        co_return;
    }
    auto refusal = removed ? fail(ErrorCode::not_found, no_consumer(name)) : removed.error();
    co_await reply.error(refusal);
}

}  // namespace

std::string_view conflict_words(const storage::Parked& parked) {
    if (parked.outcome == storage::Parked::Outcome::would_go_back)
        return "a consumer never goes back; remove it first to begin anew";
    return parked.now ? "the consumer stands elsewhere than expected"
                      : "there is no such consumer yet; leave expected out to make it";
}

std::string no_consumer(std::string_view name) {
    return "no consumer \"" + std::string{name} + "\"; ogi consumers lists them";
}

std::string consumer_line(const Store& store, const Consumer& consumer) {
    const auto lag = lag_of(store, consumer);
    base::JsonWriter json;
    json.begin_object()
        .field("name", consumer.name)
        .field("cursor", model::to_text(consumer.cursor))
        .field("sequence", std::to_string(consumer.cursor.sequence))
        .key("lag")
        .value_or_null(lag);
    json.field("good", lag.has_value()).field("parked_at", base::to_iso(consumer.parked_at)).end_object();
    return json.take();
}

void add_consumer_resources(Resources& resources, const ApiContext& context) {
    resources.add({.pattern = "/v1/consumers", .answer = [&context](const ResourceCall&, HttpReply& reply) {
                       return list(context.store, reply);
                   }});
    resources.add({.pattern = one_consumer, .answer = [&context](const ResourceCall& call, HttpReply& reply) {
                       return give_one(context.store, call.path.at(0).second, reply);
                   }});
    resources.add({.method = http::verb::put,
                   .pattern = one_consumer,
                   .who = Who::operators,
                   .answer = [&context](const ResourceCall& call, HttpReply& reply) {
                       return park(context.store, call, reply);
                   }});
    resources.add({.method = http::verb::delete_,
                   .pattern = one_consumer,
                   .who = Who::operators,
                   .answer = [&context](const ResourceCall& call, HttpReply& reply) {
                       return remove(context.store, call.path.at(0).second, reply);
                   }});
    context.metrics.add("ogid_consumer_lag", Metrics::Kind::gauge,
                        "Entries of the feed that a named consumer has not handled yet.",
                        [&store = context.store] {
                            return each_consumer(store, [&](const auto& one) { return lag_of(store, one); });
                        });
    context.metrics.add("ogid_consumer_sequence", Metrics::Kind::gauge,
                        "The entry of the feed up to which a named consumer has handled all.",
                        [&store = context.store] {
                            return each_consumer(store, [](const auto& one) { return one.cursor.sequence; });
                        });
}

}  // namespace ogi::daemon
