#include "daemon/exports/atom_resource.h"

#include "daemon/api/give_question.h"
#include "daemon/exports/atom_feed.h"
#include "daemon/exports/region.h"
#include "daemon/feed/cursor_gone.h"
#include "daemon/feed/entry_wanted.h"
#include "daemon/feed/feed_request.h"
#include "daemon/run_call.h"
#include "daemon/whole_number.h"

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <memory>
#include <optional>

namespace ogi::daemon {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using base::Result;

namespace {

constexpr int year_max = 9999;  // Of a report.
constexpr std::string_view atom_type = "application/atom+xml; charset=utf-8";

struct AtomQuestion {
    AtomFilter filter{};
    std::string query{};  // The filter as it was asked for, always in the same order.
    std::optional<model::GivenCursor> through{};
};

Result<int> number_of(const std::string& name, std::string_view text) {
    const auto number = whole_number<int>(text);
    if (number && *number > 0 && *number <= year_max) return *number;
    return base::fail(base::ErrorCode::usage,
                      name + " must be a whole number from 1 to " + std::to_string(year_max));
}

Result<AtomQuestion> question_of(const RequestTarget& target) {
    AtomQuestion asked;
    TRY_VOID(refuse_repeats(target.query));
    for (const auto& [name, value] : target.query) {
        if (name == "agency") {
            if (value.empty())
                return base::fail(base::ErrorCode::usage, "agency is empty; leave it out for all");
            asked.filter.agency = value;
        } else if (name == "region") {
            TRY(region, read_region(value));
            asked.filter.region = std::move(region);
        } else if (name == "year") {
            TRY(year, number_of(name, value));
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

// By the rules of the feed; the agency may be a part of a name, too. What an entry is wanted for stood in the
// store when it was written, so that an archive stays as it is.
Wanted wanted_by(const AtomFilter& filter, Divisions& divisions) {
    return [&filter, &divisions](const model::Change& change) -> Result<bool> {
        if (filter.year != 0 && change.key.year != filter.year) return false;
        const bool of_agency =
            is_of_agency(change, filter.agency) || change.key.agency.find(filter.agency) != std::string::npos;
        if (!of_agency || filter.region.empty()) return of_agency;
        return divisions.have_been_in({&filter.region, 1}, change.key, change.revision);
    };
}

Result<std::string> atom_of(const storage::Store& store, Divisions& divisions, const AtomQuestion& asked,
                            std::uint64_t through) {
    const auto log = [&](std::uint64_t since, std::uint64_t until, const auto& take) {
        return store.for_each_change(since, [&](std::uint64_t sequence, std::string_view line) {
            if (sequence <= until) take(line);
            return sequence < until;
        });
    };
    TRY(page, atom_page(log, wanted_by(asked.filter, divisions), through));
    return atom_text({.source = store.source_uri(),
                      .query = asked.query,
                      .archive_through = asked.through ? through : 0,
                      .cursor_at = [&](std::uint64_t sequence) { return store.cursor_at(sequence); }},
                     page);
}

// What the thread that looks through the log knows.
struct Looking {
    explicit Looking(const storage::Store& store) : divisions{store} {}

    Divisions divisions;
    std::shared_ptr<asio::thread_pool> walker = make_walker();  // Ends first.
};

asio::awaitable<void> give_atom(const ApiContext& context, std::shared_ptr<Looking> looking,
                                const ResourceCall& call, HttpReply& reply) {
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
    auto make = [&] { return atom_of(store, looking->divisions, *asked, place.sequence); };
    auto made = call_on(*looking->walker, make);
    auto text = co_await std::move(made);
    if (!text) {
        co_await reply.error(text.error());
        co_return;
    }
    auto body = *std::move(text);
    co_await reply.whole(http::status::ok, atom_type, std::move(body));
}

}  // namespace

void add_atom_resource(Resources& resources, const ApiContext& context) {
    const auto looking = std::make_shared<Looking>(context.store);
    resources.add({.pattern = "/v1/changes.atom",
                   .answer = [&context, looking](const ResourceCall& call, HttpReply& reply) {
                       return give_atom(context, looking, call, reply);
                   }});
}

}  // namespace ogi::daemon
