#include "daemon/exports/atom_resource.h"

#include "daemon/exports/atom_feed.h"
#include "daemon/exports/region.h"
#include "daemon/feed/cursor_gone.h"
#include "daemon/feed/feed_request.h"
#include "daemon/roster/classify_agency.h"

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <charconv>
#include <map>
#include <optional>

namespace ogi::daemon {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using base::Result;

namespace {

constexpr std::string_view atom_type = "application/atom+xml; charset=utf-8";

struct AtomQuestion {
    AtomFilter filter{};
    std::string query{};  // The filter as it was asked for, always in the same order.
    std::optional<model::GivenCursor> through{};
};

template <class Number>
Result<Number> number_of(const std::string& name, std::string_view text) {
    Number number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem == std::errc{} && end == text.data() + text.size() && number > 0) return number;
    return base::fail(base::ErrorCode::usage, name + " must be a whole number from 1 on");
}

Result<AtomQuestion> question_of(const RequestTarget& target) {
    AtomQuestion asked;
    TRY_VOID(refuse_repeats(target.query));
    for (const auto& [name, value] : target.query) {
        if (name == "agency") {
            asked.filter.agency = value;
        } else if (name == "region") {
            TRY(region, read_region(value));
            asked.filter.region = std::move(region);
        } else if (name == "year") {
            TRY(year, number_of<int>(name, value));
            asked.filter.year = year;
        } else if (name == "through") {
            TRY(through, read_cursor(name, value));
            asked.through = through;
        } else {
            return base::fail(base::ErrorCode::usage, "there is no parameter \"" + name + "\"");
        }
    }
    if (asked.through && (asked.through->sequence == 0 || asked.through->sequence % atom_block != 0)) {
        return base::fail(base::ErrorCode::usage,
                          "through must be the cursor of an entry whose number is a multiple of " +
                              std::to_string(atom_block));
    }
    for (const auto& name : {"agency", "region", "year"}) {
        const auto value = std::string_view{name} == "region" ? std::string_view{asked.filter.region}
                                                              : target.parameter(name);
        if (value.empty()) continue;
        asked.query += (asked.query.empty() ? "" : "&") + (std::string{name} + "=") +
                       boost::urls::encode(value, boost::urls::unreserved_chars);
    }
    return asked;
}

Wanted wanted_by(const AtomFilter& filter) {
    return [filter, divisions = std::map<std::string, std::string>{}](const model::Change& change) mutable {
        if (filter.year != 0 && change.key.year != filter.year) return false;
        if (change.agency_id != filter.agency && change.key.agency.find(filter.agency) == std::string::npos)
            return false;
        if (filter.region.empty()) return true;
        const auto [division, is_new] = divisions.try_emplace(change.key.agency);
        if (is_new)
            division->second = classify_agency(change.key.agency, model::AgencyOrigin::report).division;
        return is_in_region(division->second, filter.region);
    };
}

Result<std::string> atom_of(const storage::Store& store, const AtomQuestion& asked, std::uint64_t through) {
    const auto log = [&](std::uint64_t since, std::uint64_t until, const auto& take) {
        return store.for_each_change(since, [&](std::uint64_t sequence, std::string_view line) {
            if (sequence <= until) take(line);
            return sequence < until;
        });
    };
    TRY(page, atom_page(log, wanted_by(asked.filter), through));
    return atom_text({.source = store.source_uri(),
                      .query = asked.query,
                      .archive_through = asked.through ? through : 0,
                      .cursor_at = [&](std::uint64_t sequence) { return store.cursor_at(sequence); }},
                     page);
}

asio::awaitable<void> give_atom(const ApiContext& context, const ResourceCall& call, HttpReply& reply) {
    const auto& store = context.store;
    const auto asked = question_of(call.target);
    const auto last = store.last_sequence();
    if (!asked || !last) {
        const auto why = asked ? last.error() : asked.error();
        co_await reply.error(why);
        co_return;
    }
    // An archive is of one log: what a restore took away is not there under the same address.
    const auto place = store.check_cursor(asked->through.value_or(model::GivenCursor{{}, *last}));
    if (place.fault) {
        co_await give_gone(store, *asked->through, words_for(*place.fault), reply);
        co_return;
    }
    auto text = atom_of(store, *asked, place.sequence);
    if (!text) {
        co_await reply.error(text.error());
        co_return;
    }
    auto body = *std::move(text);
    co_await reply.whole(http::status::ok, atom_type, std::move(body));
}

}  // namespace

void add_atom_resource(Resources& resources, const ApiContext& context) {
    resources.add(
        {.pattern = "/v1/changes.atom", .answer = [&context](const ResourceCall& call, HttpReply& reply) {
             return give_atom(context, call, reply);
         }});
}

}  // namespace ogi::daemon
