#include "daemon/feed/feed_request.h"

#include "daemon/exports/region.h"
#include "model/names.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace ogi::daemon {

using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

template <class Enum>
struct Word {
    std::string_view word;
    Enum value;
};
constexpr std::array deliveries = {
    Word<Delivery>{"normal", Delivery::normal},
    Word<Delivery>{"longpoll", Delivery::longpoll},
    Word<Delivery>{"continuous", Delivery::continuous},
    Word<Delivery>{"eventsource", Delivery::eventsource},
};
constexpr std::array styles = {Word<Style>{"all", Style::all}, Word<Style>{"latest", Style::latest}};
constexpr std::array includes = {
    Word<Include>{"ref", Include::ref},
    Word<Include>{"cells", Include::cells},
    Word<Include>{"report", Include::report},
};

template <class Words>
auto one_of(const Words& words, std::string_view name, std::string_view value)
    -> Result<decltype(words.front().value)> {
    const auto found = std::ranges::find(words, value, &Words::value_type::word);
    if (found != words.end()) return found->value;
    std::string all;
    for (std::size_t i = 0; i < words.size(); ++i)
        all += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + std::string{words[i].word};
    return fail(ErrorCode::usage, std::string{name} + " must be " + all);
}

Result<std::uint64_t> number(std::string_view name, std::string_view value, std::uint64_t least,
                             std::uint64_t most) {
    std::uint64_t read = 0;
    const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), read);
    if (problem == std::errc{} && end == value.data() + value.size() && read >= least && read <= most)
        return read;
    return fail(ErrorCode::usage, std::string{name} + " must be a number from " + std::to_string(least) +
                                      " to " + std::to_string(most));
}

template <class Enum>
std::string all_names() {
    std::string all;
    for (int value = 0;; ++value) {
        const auto name = model::name_of(static_cast<Enum>(value));
        if (!model::from_name<Enum>(name)) return all;  // Behind the last one.
        all.append(all.empty() ? "" : ", ").append(name);
    }
}

template <class Enum>
Result<std::vector<std::string>> words(std::string_view name, std::string_view value) {
    std::vector<std::string> all;
    while (true) {
        const auto comma = value.find(',');
        const auto word = value.substr(0, comma);
        if (!model::from_name<Enum>(word))
            return fail(ErrorCode::usage, std::string{name} + " must be of " + all_names<Enum>() +
                                              ", several with commas, not \"" + std::string{word} + "\"");
        all.emplace_back(word);
        if (comma == std::string_view::npos) return all;
        value.remove_prefix(comma + 1);
    }
}

Result<void> take(FeedRequest& request, std::string_view name, const std::string& value) {
    TRY(taken, take_line_parameter(request, name, value));
    if (taken) return {};
    constexpr auto any = ~std::uint64_t{0};
    const auto longest = static_cast<std::uint64_t>(FeedRequest::wait_max.count());
    if (name == "since") {
        TRY(since, read_cursor(name, value));
        request.since = since;
    } else if (name == "feed") {
        TRY(delivery, one_of(deliveries, name, value));
        request.delivery = delivery;
    } else if (name == "style") {
        TRY(style, one_of(styles, name, value));
        request.style = style;
    } else if (name == "limit") {
        TRY(limit, number(name, value, 0, any));
        request.limit = limit;
    } else if (name == "heartbeat") {
        const auto least = static_cast<std::uint64_t>(FeedRequest::heartbeat_min.count());
        TRY(heartbeat, number(name, value, least, longest));
        request.heartbeat = std::chrono::milliseconds{heartbeat};
    } else if (name == "timeout") {
        TRY(timeout, number(name, value, 0, longest));
        request.timeout = std::chrono::milliseconds{timeout};
    } else {
        return fail(ErrorCode::usage, "unknown parameter \"" + std::string{name} + "\"");
    }
    return {};
}

}  // namespace

Result<model::GivenCursor> read_cursor(std::string_view name, std::string_view value) {
    if (const auto cursor = model::parse_cursor(value)) return *cursor;
    return fail(ErrorCode::usage,
                std::string{name} + " must be a cursor of the feed, EPOCH-SEQUENCE, or a sequence");
}

Result<bool> take_line_parameter(FeedRequest& request, std::string_view name, const std::string& value) {
    if (name == "include") {
        TRY(include, one_of(includes, name, value));
        request.include = include;
    } else if (name == "agency") {
        if (value.empty()) return fail(ErrorCode::usage, "agency is empty; leave it out for all");
        request.filter.agency = value;
    } else if (name == "region") {
        TRY(region, read_region(value));
        request.filter.region = std::move(region);
    } else if (name == "year") {
        TRY(year, number(name, value, 1, 9999));
        request.filter.year = static_cast<int>(year);
    } else if (name == "class") {
        TRY(classes, words<model::ChangeClass>(name, value));
        request.filter.classes = std::move(classes);
    } else if (name == "type") {
        TRY(types, words<model::ChangeType>(name, value));
        request.filter.types = std::move(types);
    } else {
        return false;
    }
    return true;
}

Result<FeedRequest> parse_feed_request(const RequestTarget& target, std::string_view last_event_id) {
    FeedRequest request;
    TRY_VOID(refuse_repeats(target.query));
    for (const auto& [name, value] : target.query) TRY_VOID(take(request, name, value));
    // What a reconnecting EventSource saw is newer than the address it was made with.
    if (request.delivery == Delivery::eventsource && !last_event_id.empty()) {
        TRY(since, read_cursor("Last-Event-ID", last_event_id));
        request.since = since;
    }
    return request;
}

}  // namespace ogi::daemon
