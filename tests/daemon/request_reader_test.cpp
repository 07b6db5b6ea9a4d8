#include "daemon/api/request_reader.h"

#include "daemon/api/chunks.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ogi::daemon {
namespace {

using State = RequestReader::State;

constexpr std::uint64_t body_bytes_max = 100;

const RequestReader::Judge takes_bodies = [](HttpCall&) {
    return std::variant<std::uint64_t, RequestRefusal>{body_bytes_max};
};
const RequestReader::Judge takes_none = [](HttpCall&) {
    return std::variant<std::uint64_t, RequestRefusal>{std::uint64_t{0}};
};

// What becomes of bytes that come one by one: the same as of all at once.
struct Outcome {
    State state;
    unsigned status = 0;
    bool operator==(const Outcome&) const = default;
};
Outcome outcome_of(RequestReader& reader) {
    return {reader.state(),
            reader.state() == State::refused ? static_cast<unsigned>(reader.refusal().status) : 0};
}
Outcome read_at_once(std::string_view bytes, const RequestReader::Judge& judge = takes_bodies,
                     RequestLimits limits = {}) {
    RequestReader reader{limits, judge};
    reader.add(bytes);
    return outcome_of(reader);
}
Outcome read_one_by_one(std::string_view bytes, const RequestReader::Judge& judge = takes_bodies,
                        RequestLimits limits = {}) {
    RequestReader reader{limits, judge};
    for (const char c : bytes) {
        if (reader.state() == State::complete || reader.state() == State::refused) break;
        reader.add({&c, 1});
    }
    return outcome_of(reader);
}

struct Case {
    std::string bytes;
    unsigned status;  // 0: is a request.
};

const std::string get = "GET /a HTTP/1.1\r\n", post = "POST /a HTTP/1.1\r\nHost: h\r\n";
const std::vector<Case> cases = {
    {get + "Host: h\r\n\r\n", 0},
    {"GET /a HTTP/1.0\r\n\r\n", 0},
    {get + "host:h\r\nX-Empty:\r\n\r\n", 0},
    {post + "Content-Length: 3\r\n\r\nabc", 0},
    {post + "Content-Length: 0\r\n\r\n", 0},
    {post + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", 0},
    {post + "Transfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n", 0},
    {"BREW /a HTTP/1.1\r\nHost: h\r\n\r\n", 0},  // The table says what it thinks of that.
    // Request smuggling.
    {post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
    {post + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", 400},
    {post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400},
    {post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400},
    {post + "Content-Length: 3, 3\r\n\r\nabc", 400},
    {post + "Content-Length: +3\r\n\r\nabc", 400},
    {post + "Content-Length: -3\r\n\r\nabc", 400},
    {post + "Content-Length: 0x3\r\n\r\nabc", 400},
    {post + "Content-Length: 3 \t 4\r\n\r\nabc", 400},
    {post + "Content-Length:\r\n\r\nabc", 400},
    {post + "Content-Length: 99999999999999999999999\r\n\r\n", 400},
    {post + "Content-Length : 3\r\n\r\nabc", 400},
    {post + "Content-Length\t: 3\r\n\r\nabc", 400},
    {post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n", 400},
    {post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501},
    {post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", 501},
    {post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501},
    {post + "Transfer-Encoding:\x0b"
            "chunked\r\n\r\n0\r\n\r\n",
     400},
    {"POST /a HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
    {get + "Host: h\r\nX: a\r\n b\r\n\r\n", 400},
    {get + " Host: h\r\n\r\n", 400},
    {get + "Host: h\n\n", 400},
    {"GET /a HTTP/1.1\nHost: h\n\n", 400},
    {get + "Host: h\r\nX: a\rb\r\n\r\n", 400},
    {get + "Host: h\r\r\n\r\n", 400},
    {get + std::string{"Host: h\0\r\n\r\n", 12}, 400},
    {get + "Host: h\r\nX\x01: a\r\n\r\n", 400},
    {get + "Host: h\r\nno colon\r\n\r\n", 400},
    {get + "Host: h\r\n: a\r\n\r\n", 400},
    // Host.
    {get + "\r\n", 400},
    {get + "Host: a\r\nHost: b\r\n\r\n", 400},
    {get + "Host: a\r\nhost: a\r\n\r\n", 400},
    // Request lines.
    {"GET /a\r\n\r\n", 400},
    {"GET\r\n\r\n", 400},
    {"\r\n\r\nGET /a HTTP/1.1\r\nHost: h\r\n\r\n", 400},
    {"GET  HTTP/1.1\r\nHost: h\r\n\r\n", 400},
    {"GET /a b HTTP/1.1\r\nHost: h\r\n\r\n", 400},
    {"GET\t/a\tHTTP/1.1\r\nHost: h\r\n\r\n", 400},
    {"GET /\xe7\x94\xb2 HTTP/1.1\r\nHost: h\r\n\r\n", 400},
    {"GET /a HTTP/1.1 \r\nHost: h\r\n\r\n", 400},
    {"GET /a http/1.1\r\nHost: h\r\n\r\n", 400},
    {"GET /a HTTP/1.2\r\nHost: h\r\n\r\n", 505},
    {"GET /a HTTP/0.9\r\nHost: h\r\n\r\n", 505},
    {"GET /a HTTP/11\r\nHost: h\r\n\r\n", 505},
    {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
    {"G{T /a HTTP/1.1\r\nHost: h\r\n\r\n", 400},
    {std::string(40, 'A') + " /a HTTP/1.1\r\nHost: h\r\n\r\n", 400},
    // Other protocols.
    {std::string{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11}, 400},
    {"{\"jsonrpc\":\"2.0\"}\n", 400},
    {std::string{"\x00\x00\x00\x2f\xffSMBr", 9}, 400},
    {std::string{"\x03\x00\x00\x13\x0e\xe0", 6}, 400},
    {"*1\r\n$4\r\nINFO\r\n", 400},
    {"SSH-2.0-Go\r\n", 400},
    {"EHLO a.example\r\n", 400},
    // Chunks.
    {post + "Transfer-Encoding: chunked\r\n\r\nx\r\n", 400},
    {post + "Transfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n", 400},
    {post + "Transfer-Encoding: chunked\r\n\r\n-1\r\n", 400},
    {post + "Transfer-Encoding: chunked\r\n\r\n 3\r\nabc\r\n", 400},
    {post + "Transfer-Encoding: chunked\r\n\r\n3\nabc\n", 400},
    {post + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n", 400},
    {post + "Transfer-Encoding: chunked\r\n\r\n0\r\nTrailer: a\r\n\r\n", 400},
    {post + "Transfer-Encoding: chunked\r\n\r\n3;" + std::string(chunk_line_bytes_max, 'x'), 400},
    {post + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n", 400},
    {post + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\n", 413},
    {post + "Transfer-Encoding: chunked\r\n\r\n64\r\n" + std::string(100, 'a') + "\r\n1\r\n", 413},
    {post + "Content-Length: 101\r\n\r\n", 413},
};

TEST(RequestReader, ReadsRequestsAndRefusesWhatTwoReadersCouldUnderstandDifferently) {
    for (const auto& [bytes, status] : cases) {
        const Outcome expected{status == 0 ? State::complete : State::refused, status};
        EXPECT_EQ(read_at_once(bytes), expected) << bytes;
        EXPECT_EQ(read_one_by_one(bytes), expected) << bytes;
    }
}

TEST(RequestReader, HasLimitsForAllThatAPeerCanMakeLong) {
    const RequestLimits limits{.target_bytes_max = 50, .header_bytes_max = 300, .headers_max = 5};
    const auto both = [&](const std::string& bytes, unsigned status) {
        const Outcome expected{status == 0 ? State::complete : State::refused, status};
        EXPECT_EQ(read_at_once(bytes, takes_none, limits), expected) << bytes;
        EXPECT_EQ(read_one_by_one(bytes, takes_none, limits), expected) << bytes;
    };
    const std::string end = " HTTP/1.1\r\nHost: h\r\n\r\n";
    both("GET /" + std::string(49, 'a') + end, 0);
    both("GET /" + std::string(50, 'a') + end, 414);
    both("GET /" + std::string(5000, 'a'), 414);  // Without an end.
    both("GET /a HTTP/1.1\r\nHost: h\r\nX: " + std::string(5000, 'a'), 431);
    both("GET /a HTTP/1.1\r\nHost: h\r\nX: " + std::string(290, 'a') + "\r\n\r\n", 431);
    both("GET /a HTTP/1.1\r\nHost: h\r\nA: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\n\r\n", 0);
    both("GET /a HTTP/1.1\r\nHost: h\r\nA: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\nE: 5\r\n\r\n", 431);
    both("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\na", 413);
    both("POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 413);
    both("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n", 0);
}

TEST(RequestReader, GivesOneRequestAfterTheOther) {
    RequestReader reader{{}, takes_bodies};
    reader.add(
        "POST /a?b=c HTTP/1.1\r\nHost: h\r\nX-A: 1 \r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\nabc"
        "GET /2 HTTP/1.1\r\nHost: h\r\nConnection: Keep-Alive, Close\r\n\r\nGET /3 HTTP/1.0\r\n");
    ASSERT_EQ(reader.state(), State::complete);
    const auto first = reader.take_call();
    EXPECT_EQ(first.method, boost::beast::http::verb::post);
    EXPECT_EQ(first.target, "/a?b=c");
    EXPECT_EQ(first.header("x-a"), "1");
    EXPECT_EQ(first.header("x-b"), "");
    EXPECT_EQ(first.body, "abc");
    EXPECT_TRUE(first.keep_alive);
    ASSERT_EQ(reader.state(), State::complete);
    const auto second = reader.take_call();
    EXPECT_EQ(second.target, "/2");
    EXPECT_FALSE(second.keep_alive);
    EXPECT_EQ(reader.state(), State::head);
    reader.add("\r\n");
    const auto third = reader.take_call();
    EXPECT_TRUE(third.http_1_0);
    EXPECT_FALSE(third.keep_alive);
    EXPECT_EQ(reader.state(), State::idle);
}

TEST(RequestReader, TellsOnceThatThePeerWaitsForLeaveToSend) {
    RequestReader reader{{}, takes_bodies};
    reader.add("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-Continue\r\n\r\n");
    EXPECT_EQ(reader.state(), State::body);
    EXPECT_TRUE(reader.take_wants_continue());
    EXPECT_FALSE(reader.take_wants_continue());
    reader.add("abc");
    EXPECT_EQ(reader.take_call().body, "abc");
}

TEST(RequestReader, AsksWhoCallsBeforeABodyIsTaken) {
    const RequestReader::Judge nobody = [](HttpCall& call) -> std::variant<std::uint64_t, RequestRefusal> {
        return RequestRefusal{boost::beast::http::status::misdirected_request, "no", call.target};
    };
    RequestReader reader{{}, nobody};
    reader.add("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n");
    EXPECT_EQ(reader.state(), State::refused);
    EXPECT_EQ(reader.refusal().message, "/a");
}

}  // namespace
}  // namespace ogi::daemon
