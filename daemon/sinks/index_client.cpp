#include "daemon/sinks/index_client.h"

#include "base/json_writer.h"
#include "daemon/sinks/document_digest.h"
#include "daemon/sinks/web_access.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <numeric>

namespace ogi::daemon {

namespace json = boost::json;

namespace {

constexpr std::string_view json_type = "application/json";
constexpr std::string_view lines_type = "application/x-ndjson";
constexpr std::string_view position_id = "ogid-position";
constexpr std::size_t index_name_bytes_max = 200;  // 255 are allowed, with what stands behind it.

// The member at the end of a path of objects; null where there is none.
const json::value& at(const json::value& value, std::initializer_list<std::string_view> path) {
    static const json::value nothing;
    const auto* found = &value;
    for (const auto name : path) {
        found = found->is_object() ? found->as_object().if_contains(name) : nullptr;
        if (found == nullptr) return nothing;
    }
    return *found;
}

std::string text_at(const json::value& value, std::initializer_list<std::string_view> path) {
    const auto& found = at(value, path);
    return found.is_string() ? std::string{found.as_string()} : std::string{};
}

Tried<json::value> parsed(const HttpAnswer& answer, std::string_view doing) {
    boost::system::error_code problem;
    auto value = json::parse(answer.body, problem);
    if (problem)
        return SinkTrouble{std::string{doing} + ": the answer is not JSON: " + answer.told(), Remedy::person};
    return value;
}

SinkTrouble person(std::string why) {
    return {std::move(why), Remedy::person};
}

SinkTrouble changed_beneath_us(const std::string& index, const std::string& found,
                               const std::optional<SinkPosition>& known) {
    return {"the index " + index + " has changed beneath us: its position is " + found +
            ", and we had left " + (known ? to_text(*known) : "none")};
}

}  // namespace

// What becomes of the items of one write.
struct IndexClient::Round {
    std::vector<Refusal> refused{};
    std::vector<std::size_t> again{};
    std::string why_again{};
};

bool is_index_name(std::string_view name) {
    const auto is_allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    };
    return !name.empty() && name.size() <= index_name_bytes_max && std::ranges::all_of(name, is_allowed) &&
           std::string_view{"-_+."}.find(name.front()) == std::string_view::npos;
}

IndexClient::IndexClient(IndexSettings settings, HttpAccess access, std::stop_token stop)
    : settings_{std::move(settings)},
      stop_{std::move(stop)},
      client_{std::move(access), stopping_of(stop_)},
      request_bytes_max_{settings_.request_bytes_max} {}

Tried<HttpAnswer> IndexClient::ask(HttpAsk ask) {
    auto answer = client_.send(ask);
    if (!answer) return trouble_of_request(answer.error());
    return *std::move(answer);
}

Tried<HttpAnswer> IndexClient::ask_good(HttpAsk request, std::string_view doing) {
    TRY(answer, ask(std::move(request)));
    if (!answer.good()) return trouble_of_answer(answer, doing, base::utc_now());
    return answer;
}

Tried<void> IndexClient::make_ready() {
    TRY(there, ask({.method = "HEAD", .path = in_index("")}));
    if (there.status == 404) {
        if (!settings_.create)
            return person("there is no index " + settings_.index + ", and create_index is false");
        TRY_VOID(create());
    } else if (!there.good()) {
        return trouble_of_answer(there, "HEAD " + in_index(""), base::utc_now());
    }
    const auto path = in_index("/_mapping");
    TRY(mapping, ask_good({.path = path}, "GET " + path));
    if (auto fault = mapping_fault(mapping.body, settings_.kind, settings_.cells); !fault.empty())
        return person(std::move(fault));
    return {};
}

// The index is known under an alias, and documents are written to the alias alone: an index that somebody
// deletes beneath a running daemon is then not made anew with fields that the server guesses.
Tried<void> IndexClient::create() {
    const auto path = in_index("-1");
    const auto body = index_body(settings_.index, settings_.kind, settings_.cells);
    TRY(answer, ask({.method = "PUT", .path = path, .content_type = std::string{json_type}, .body = body}));
    if (answer.good()) return {};
    if (answer.status == 400 && answer.body.find("resource_already_exists_exception") != std::string::npos)
        return person("there is an index " + path.substr(1) + " that the alias " + settings_.index +
                      " does not stand for: give it the alias, or delete it");
    if (answer.status == 400) return person("PUT " + path + ": " + answer.told());
    return trouble_of_answer(answer, "PUT " + path, base::utc_now());
}

Tried<std::optional<SinkPosition>> IndexClient::position() {
    TRY(stands, look_position());
    return stands.position;
}

Tried<IndexClient::Stands> IndexClient::look_position() {
    const auto path = in_index("/_doc/") + std::string{position_id};
    TRY(answer, ask({.path = path}));
    if (answer.status == 404) return Stands{.expecting = "op_type=create"};
    if (!answer.good()) return trouble_of_answer(answer, "GET " + path, base::utc_now());
    TRY(document, parsed(answer, "GET " + path));
    const auto feed = text_at(document, {"_source", "feed"});
    if (feed != settings_.feed)
        return person("the index " + settings_.index + " holds the reports of another store (" + feed + ")");
    const auto position = parse_sink_position(text_at(document, {"_source", "position"}));
    if (!position) return person("GET " + path + ": no position stands there: " + answer.told());
    const auto& number = at(document, {"_seq_no"});
    const auto& term = at(document, {"_primary_term"});
    if (!number.is_int64() || !term.is_int64())
        return person("GET " + path + ": no _seq_no and _primary_term in " + answer.told());
    return Stands{position, "if_seq_no=" + std::to_string(number.as_int64()) +
                                "&if_primary_term=" + std::to_string(term.as_int64())};
}

Tried<IndexClient::Stands> IndexClient::look_unchanged(const std::optional<SinkPosition>& known) {
    TRY(stands, look_position());
    if (stands.position == known) return stands;
    return changed_beneath_us(settings_.index, stands.position ? to_text(*stands.position) : "none", known);
}

Tried<void> IndexClient::find_at(const std::optional<SinkPosition>& known) {
    TRY(stands, look_unchanged(known));
    static_cast<void>(stands);
    return {};
}

Tried<void> IndexClient::move_position(const std::optional<SinkPosition>& known, SinkPosition to) {
    TRY(stands, look_unchanged(known));
    base::JsonWriter writer;
    writer.begin_object().field("position", to_text(to)).field("feed", settings_.feed).end_object();
    const auto body = writer.take();
    auto path = in_index("/_doc/") + std::string{position_id} + "?" + stands.expecting;
    if (settings_.create) path += "&require_alias=true";
    TRY(answer, ask({.method = "PUT", .path = path, .content_type = std::string{json_type}, .body = body}));
    if (answer.status == 409) return changed_beneath_us(settings_.index, "another since a moment", known);
    if (!answer.good()) return trouble_of_answer(answer, "PUT " + path, base::utc_now());
    return {};
}

Tried<std::vector<Refusal>> IndexClient::write(const std::vector<BulkItem>& items) {
    Round round;
    std::vector<std::size_t> open(items.size());
    std::iota(open.begin(), open.end(), std::size_t{0});
    for (int number = 0; !open.empty(); ++number) {
        if (number > 0) TRY_VOID(pause(number));
        if (number == rounds_max) {
            return SinkTrouble{"the server puts off " + std::to_string(open.size()) + " of " +
                               std::to_string(items.size()) + " documents: " + round.why_again};
        }
        round.again.clear();
        for (std::size_t i = 0; i < open.size();) {
            std::size_t bytes = 0;
            std::vector<std::size_t> some;
            for (; i < open.size(); ++i) {
                bytes += bulk_lines(items[open[i]]).size();
                if (!some.empty() && bytes > request_bytes_max_) break;
                some.push_back(open[i]);
            }
            TRY_VOID(send_some(items, std::move(some), round));
        }
        open = round.again;
    }
    std::ranges::sort(round.refused, {}, &Refusal::event);
    return std::move(round.refused);
}

Tried<void> IndexClient::send_some(const std::vector<BulkItem>& items, std::vector<std::size_t> which,
                                   Round& round) {
    std::string body;
    for (const auto item : which) body += bulk_lines(items[item]);
    auto path = in_index("/_bulk?filter_path=errors,items.*.status,items.*.error");
    if (settings_.create) path += "&require_alias=true";
    TRY(answer, ask({.method = "POST", .path = path, .content_type = std::string{lines_type}, .body = body}));
    if (answer.good()) return read_outcomes(answer, which, round);
    if (answer.status != 413) return trouble_of_answer(answer, "POST " + path, base::utc_now());
    if (which.size() == 1) {
        round.refused.push_back(
            {which.front(), std::to_string(body.size()) + " bytes are too many: " + answer.told()});
        return {};
    }
    request_bytes_max_ = std::max<std::size_t>(body.size() / 2, 1);
    const auto middle = which.begin() + static_cast<std::ptrdiff_t>(which.size() / 2);
    TRY_VOID(send_some(items, {which.begin(), middle}, round));
    return send_some(items, {middle, which.end()}, round);
}

Tried<void> IndexClient::read_outcomes(const HttpAnswer& answer, const std::vector<std::size_t>& which,
                                       Round& round) {
    const auto outcomes = read_bulk_answer(answer.body, which.size());
    if (!outcomes) return trouble_of(outcomes.error());
    for (std::size_t i = 0; i < which.size(); ++i) {
        const auto& [fate, why] = (*outcomes)[i];
        switch (fate) {
            case BulkFate::in:
            case BulkFate::older:
                break;
            case BulkFate::refused:
                round.refused.push_back({which[i], why});
                break;
            case BulkFate::again:
                round.again.push_back(which[i]);
                round.why_again = why;
                break;
            case BulkFate::blocked:
                return person("the index " + settings_.index + " takes nothing: " + why);
            case BulkFate::no_index:
                return SinkTrouble{"the index " + settings_.index + " is gone: " + why};
        }
    }
    return {};
}

Tried<void> IndexClient::pause(int round) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock{mutex};
    never.wait_for(lock, stop_, round_pause_first * (1 << (round - 1)), [] { return false; });
    if (stop_.stop_requested()) return SinkTrouble{"given up, for the daemon stops"};
    return {};
}

Tried<void> IndexClient::refresh() {
    const auto path = in_index("/_refresh");
    TRY_VOID(ask_good({.method = "POST", .path = path}, "POST " + path));
    return {};
}

Tried<void> IndexClient::remove_older(std::uint64_t epoch) {
    TRY_VOID(refresh());  // What was written a moment ago is not found otherwise, and would stay.
    const auto path = in_index("/_delete_by_query?refresh=true");
    const auto body = R"({"query":{"range":{"epoch":{"lt":)" + std::to_string(epoch) + "}}}}";
    TRY(answer,
        ask_good({.method = "POST", .path = path, .content_type = std::string{json_type}, .body = body},
                 "POST " + path));
    TRY(result, parsed(answer, "POST " + path));
    const auto& failures = at(result, {"failures"});
    const auto& timed_out = at(result, {"timed_out"});
    const bool all =
        failures.is_array() && failures.as_array().empty() && timed_out.is_bool() && !timed_out.as_bool();
    if (!all) return SinkTrouble{"POST " + path + ": not everything went: " + answer.told()};
    return {};
}

Tried<void> IndexClient::held(const Sink::TakeHeld& take) {
    TRY(there, ask({.method = "HEAD", .path = in_index("")}));
    if (there.status == 404) return {};
    TRY_VOID(refresh());
    const auto path = in_index("/_search");
    const auto members = document_members(settings_.cells);
    std::string after;
    while (true) {
        base::JsonWriter writer;
        writer.begin_object().field("size", held_page).field("track_total_hits", false);
        writer.key("query")
            .raw(R"({"exists":{"field":"subject"}})")
            .key("sort")
            .raw(R"([{"subject":"asc"}])");
        writer.key("_source").begin_array();
        for (const auto& member : members) writer.value(member);
        writer.end_array();
        if (!after.empty()) writer.key("search_after").begin_array().value(after).end_array();
        writer.end_object();
        const auto body = writer.take();
        TRY(answer,
            ask_good({.method = "POST", .path = path, .content_type = std::string{json_type}, .body = body},
                     "POST " + path));
        TRY(result, parsed(answer, "POST " + path));
        const auto& hits = at(result, {"hits", "hits"});
        if (!hits.is_array()) return person("POST " + path + ": no hits in " + answer.told());
        if (hits.as_array().empty()) return {};
        for (const auto& hit : hits.as_array()) {
            const auto& sequence = at(hit, {"_source", "sequence"});
            after = text_at(hit, {"_source", "subject"});
            const auto number = sequence.is_int64() ? static_cast<std::uint64_t>(sequence.as_int64()) : 0;
            const auto& source = at(hit, {"_source"});
            auto digest = source.is_object() ? document_digest(source.get_object(), settings_.cells) : "none";
            take({after, number, text_at(hit, {"_source", "line_sha256"}), std::move(digest)});
        }
    }
}

}  // namespace ogi::daemon
