#include "daemon/exports/atom_resource.h"

#include "daemon/exports/atom_feed.h"
#include "daemon/exports/region.h"
#include "daemon/roster/classify_agency.h"

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <charconv>
#include <map>

namespace ogi::daemon {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using base::Result;

namespace {

constexpr std::string_view atom_type = "application/atom+xml; charset=utf-8";

struct AtomQuestion {
    AtomFilter filter{};
    std::string query{};  // The filter as it was asked for, always in the same order.
    std::uint64_t through = 0;
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
    for (const auto& [name, value] : target.query) {
        if (name == "agency") {
            asked.filter.agency = value;
        } else if (name == "region") {
            asked.filter.region = value;
        } else if (name == "year") {
            TRY(year, number_of<int>(name, value));
            asked.filter.year = year;
        } else if (name == "through") {
            TRY(through, number_of<std::uint64_t>(name, value));
            asked.through = through;
        } else {
            return base::fail(base::ErrorCode::usage, "there is no parameter \"" + name + "\"");
        }
    }
    if (asked.through % atom_block != 0) {
        return base::fail(base::ErrorCode::usage,
                          "through must be a multiple of " + std::to_string(atom_block));
    }
    for (const auto& name : {"agency", "region", "year"}) {
        const auto value = target.parameter(name);
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

Result<std::string> atom_of(const storage::Store& store, const AtomQuestion& asked) {
    TRY(last, store.last_sequence());
    if (asked.through > last) {
        return base::fail(base::ErrorCode::not_found,
                          "the feed has no entry " + std::to_string(asked.through) + " yet");
    }
    const auto log = [&](std::uint64_t since, std::uint64_t through, const auto& take) {
        return store.for_each_change(since, [&](std::uint64_t sequence, std::string_view line) {
            if (sequence <= through) take(line);
            return sequence < through;
        });
    };
    TRY(page, atom_page(log, wanted_by(asked.filter), asked.through == 0 ? last : asked.through));
    return atom_text({.source = store.source_uri(), .query = asked.query, .archive_through = asked.through},
                     page);
}

asio::awaitable<void> give_atom(const ApiContext& context, const ResourceCall& call, HttpReply& reply) {
    const auto asked = question_of(call.target);
    auto text = asked ? atom_of(context.store, *asked) : Result<std::string>{asked.error()};
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
