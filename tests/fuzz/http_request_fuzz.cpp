#include "base/utf8.h"
#include "daemon/answers/path_pattern.h"
#include "daemon/answers/question_path.h"
#include "daemon/api/error_codes.h"
#include "daemon/api/host_rules.h"
#include "daemon/api/request_reader.h"
#include "daemon/api/request_target.h"
#include "daemon/api/tokens.h"
#include "daemon/control/order.h"
#include "daemon/feed/feed_request.h"
#include "model/cursor.h"
#include "tests/fuzz/promise.h"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <vector>

// What comes in on a connection of the HTTP interface: the same requests whichever pieces it comes in,
// nothing that another reader of HTTP takes for something else, and a target that leads to one resource or to
// a refusal in words. The first byte says how much is allowed.

using namespace ogi;
using namespace ogi::daemon;
namespace http = boost::beast::http;

namespace {

struct Read {
    std::vector<HttpCall> calls{};
    bool refused = false;
};

struct Allowed {
    RequestLimits limits{};
    std::uint64_t body_bytes_max = 0;
};

Allowed allowed_by(std::uint8_t choice) {
    Allowed allowed;
    if ((choice & 1) != 0)
        allowed.limits = {.target_bytes_max = 48, .header_bytes_max = 300, .headers_max = 4};
    if ((choice & 2) != 0) allowed.body_bytes_max = 1000;
    return allowed;
}

Read read_in_pieces(std::string_view bytes, std::size_t piece, const Allowed& allowed) {
    const RequestReader::Judge judge = [&](HttpCall&) { return allowed.body_bytes_max; };
    RequestReader reader{allowed.limits, judge};
    Read read;
    while (!bytes.empty()) {
        const auto count = std::min(piece, bytes.size());
        reader.add(bytes.substr(0, count));
        bytes.remove_prefix(count);
        while (reader.state() == RequestReader::State::complete) read.calls.push_back(reader.take_call());
        if (reader.state() != RequestReader::State::refused) continue;
        const auto& refusal = reader.refusal();
        fuzz::promise(
            !refusal.message.empty() && !refusal.code.empty() && static_cast<int>(refusal.status) >= 400,
            "a refusal says why");
        read.refused = true;
        break;
    }
    return read;
}

bool same(const HttpCall& one, const HttpCall& other) {
    return one.method == other.method && one.target == other.target && one.fields == other.fields &&
           one.body == other.body && one.keep_alive == other.keep_alive && one.http_1_0 == other.http_1_0;
}

// A request that we take is the same request to Beast: nothing can be hidden between the two.
void promise_like_beast(std::string_view bytes, const HttpCall& first) {
    http::request_parser<http::string_body> parser;
    parser.eager(true);
    parser.header_limit(1 << 20);
    boost::system::error_code problem;
    auto rest = boost::asio::buffer(bytes.data(), bytes.size());
    while (!problem && !parser.is_done() && rest.size() != 0) rest += parser.put(rest, problem);
    if (problem || !parser.is_done()) return;  // What only we take is read by nobody else as anything.
    const auto& request = parser.get();
    fuzz::promise(std::string_view{request.target()} == first.target, "Beast reads the same target");
    fuzz::promise(request.method() == first.method, "Beast reads the same method");
    fuzz::promise(request.body() == first.body, "Beast reads the same body");
}

void promise_error(const base::Error& error) {
    fuzz::promise(!error.context.empty(), "an error says why");
    const auto line = error_line(error);
    boost::system::error_code problem;
    const auto parsed = boost::json::parse(line, problem);
    fuzz::promise(!problem && line.find('\n') + 1 == line.size(), "an error is one line of JSON");
}

void promise_target(std::string_view text) {
    const auto target = read_request_target(text);
    if (!target) return promise_error(target.error());  // Nothing else is asked of it (Resources::handle).
    for (const auto& segment : target->path) {
        fuzz::promise(base::is_valid_utf8(segment) && !segment.empty() && segment != "." && segment != "..",
                      "a segment names something");
        fuzz::promise(std::ranges::none_of(segment, [](unsigned char c) { return c < 0x20 || c == '\\'; }),
                      "a segment has no control characters");
    }
    const auto question = parse_target(text);
    if (question) {
        const auto told = to_target(*question);
        const auto again = parse_target(told);
        fuzz::promise(again && to_target(*again) == told, "a question is asked again by its target");
        fuzz::promise(match_path(path_pattern_of(question->about), target->path).has_value(),
                      "a question stands on its own path");
    } else {
        promise_error(question.error());
    }
    const auto asked = parse_feed_request(*target, {});
    if (!asked) promise_error(asked.error());
    const auto order = parse_order(text);
    if (order) {
        const auto told = to_target(*order);
        const auto again = parse_order(told);
        fuzz::promise(again && again->index() == order->index() && to_target(*again) == told,
                      "an order is given again by its target");
    } else {
        promise_error(order.error());
    }
}

void promise_cursor(std::string_view text) {
    const auto cursor = model::parse_cursor(text);
    if (!cursor || !cursor->epoch) return;
    const model::Cursor whole{*cursor->epoch, cursor->sequence};
    fuzz::promise(model::parse_cursor(model::to_text(whole)) == cursor, "a cursor is read as it is written");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto allowed = allowed_by(data[0]);
    const auto bytes = fuzz::as_text(data + 1, size - 1);
    const auto whole = read_in_pieces(bytes, std::max<std::size_t>(bytes.size(), 1), allowed);
    for (const std::size_t piece : {1, 7}) {
        const auto pieces = read_in_pieces(bytes, piece, allowed);
        fuzz::promise(pieces.refused == whole.refused, "a request is refused in whichever pieces it comes");
        fuzz::promise(std::ranges::equal(pieces.calls, whole.calls, same),
                      "a request is the same in whichever pieces it comes");
    }
    if (!whole.calls.empty()) promise_like_beast(bytes, whole.calls.front());
    for (const auto& call : whole.calls) {
        fuzz::promise(call.body.size() <= allowed.body_bytes_max, "a body is no longer than allowed");
        fuzz::promise(call.target.size() <= allowed.limits.target_bytes_max &&
                          call.fields.size() <= allowed.limits.headers_max,
                      "a head is no larger than allowed");
        promise_target(call.target);
        promise_cursor(call.header("last-event-id"));
        bearer_of(call.header("authorization"));
        is_allowed_host(call.header("host"), {.listen = "127.0.0.1", .hosts = {"ogid.example"}});
    }
    // Most of what the fuzzer makes is no request; its first line is a target of its own.
    const auto line = bytes.substr(0, bytes.find('\n'));
    promise_target(line);
    promise_cursor(line);
    return 0;
}
