#include "crawl_test_support.h"
#include "scripted_server.h"

#include <gtest/gtest.h>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cstdlib>
#include <optional>
#include <vector>

namespace ogi::crawler {
namespace {

namespace asio = boost::asio;
using model::FailureReason;

struct CurlTransportTest : testing::Test {
    HttpResult get(const std::string& url, TransportSettings settings = loopback_settings()) {
        asio::io_context io;
        CurlTransport transport{io.get_executor(), std::move(settings)};
        HttpRequest request{.url = url_of(url)};
        return run(io, transport.get(std::move(request)));
    }
};

TEST_F(CurlTransportTest, GivesStatusHeadersAndBodyAsSent) {
    const ScriptedServer server{{{"/a?b=c", respond(203, "body",
                                                    "Content-Type: text/html; charset=gbk\r\n"
                                                    "ETag: W/\"x, y\"\r\n"
                                                    "last-modified: Sat, 31 Jan 2026 08:00:00 GMT\r\n"
                                                    "RETRY-AFTER:  7 \r\n")}}};
    const auto response = get(server.url("/a?b=c"));
    ASSERT_TRUE(response) << response.error().context;
    EXPECT_EQ(response->status, 203);
    EXPECT_EQ(response->content_type, "text/html; charset=gbk");
    EXPECT_EQ(response->etag, "W/\"x, y\"");
    EXPECT_EQ(response->last_modified, "Sat, 31 Jan 2026 08:00:00 GMT");
    EXPECT_EQ(response->retry_after, "7");
    EXPECT_EQ(response->body, "body");
    EXPECT_TRUE(response->head.starts_with("HTTP/1.1 203 ")) << response->head;
    EXPECT_NE(response->head.find("\r\nRETRY-AFTER:  7 \r\n"), std::string::npos) << response->head;
    EXPECT_FALSE(response->head.ends_with("\r\n\r\n"));
}

TEST_F(CurlTransportTest, SaysWhoWeAreAndWhatWeTake) {
    const ScriptedServer server{{{"/", respond(200, "x")}}};
    ASSERT_TRUE(get(server.url("/")));
    const auto seen = server.seen();
    ASSERT_EQ(seen.size(), 1u);
    EXPECT_EQ(seen[0].header("user-agent"), "ogid-test (+http://localhost/)");
    EXPECT_EQ(seen[0].header("accept-encoding"), "gzip, deflate, br");
    EXPECT_TRUE(seen[0].header("accept").starts_with("text/html"));
    EXPECT_TRUE(seen[0].header("accept-language").starts_with("zh-CN"));
    EXPECT_EQ(seen[0].header("if-none-match"), "");
    EXPECT_EQ(seen[0].header("cookie"), "");
}

TEST_F(CurlTransportTest, SendsValidatorsByteForByteAndTakesA304) {
    const ScriptedServer server{{{"/", respond(304)}}};
    asio::io_context io;
    CurlTransport transport{io.get_executor(), loopback_settings()};
    HttpRequest request{.url = url_of(server.url("/")),
                        .if_none_match = "W/\"5e-1\"",
                        .if_modified_since = "Sat, 31 Jan 2026 08:00:00 GMT"};
    const auto response = run(io, transport.get(std::move(request)));
    ASSERT_TRUE(response) << response.error().context;
    EXPECT_EQ(response->status, 304);
    EXPECT_EQ(response->body, "");
    EXPECT_EQ(server.seen().at(0).header("if-none-match"), "W/\"5e-1\"");
    EXPECT_EQ(server.seen().at(0).header("if-modified-since"), "Sat, 31 Jan 2026 08:00:00 GMT");
}

TEST_F(CurlTransportTest, LeavesOutAValidatorThatWouldBreakTheHeader) {
    const ScriptedServer server{{{"/", respond(200, "x")}}};
    asio::io_context io;
    CurlTransport transport{io.get_executor(), loopback_settings()};
    HttpRequest request{.url = url_of(server.url("/")), .if_none_match = "\"a\"\r\nX-Injected: yes"};
    ASSERT_TRUE(run(io, transport.get(std::move(request))));
    EXPECT_EQ(server.seen().at(0).header("if-none-match"), "");
    EXPECT_EQ(server.seen().at(0).header("x-injected"), "");
}

TEST_F(CurlTransportTest, SendsAFormAsAPostWithoutValidators) {
    const ScriptedServer server{{{"/proxy.jsp?startrecord=1", respond(200, "<datastore/>")}}};
    asio::io_context io;
    CurlTransport transport{io.get_executor(), loopback_settings()};
    const std::string form = "col=1&webname=%E6%9F%90%E5%8E%BF&path=%2F";
    HttpRequest request{
        .url = url_of(server.url("/proxy.jsp?startrecord=1")), .form = form, .if_none_match = "\"1\""};
    const auto response = run(io, transport.get(std::move(request)));
    ASSERT_TRUE(response) << response.error().context;
    EXPECT_EQ(response->body, "<datastore/>");
    const auto seen = server.seen().at(0);
    EXPECT_EQ(seen.method, "POST");
    EXPECT_EQ(seen.body, form);
    EXPECT_EQ(seen.header("content-type"), "application/x-www-form-urlencoded");
    EXPECT_EQ(seen.header("if-none-match"), "");
    EXPECT_EQ(seen.header("expect"), "");
    // The handle is used again; nothing of the form stays with it.
    HttpRequest plain{.url = url_of(server.url("/"))};
    ASSERT_TRUE(run(io, transport.get(std::move(plain))));
    EXPECT_EQ(server.seen().at(1).method, "GET");
    EXPECT_EQ(server.seen().at(1).body, "");
}

TEST_F(CurlTransportTest, NeverFollowsARedirect) {
    const ScriptedServer server{{{"/", redirect_to("/b")}, {"/b", respond(200, "b")}}};
    const auto response = get(server.url("/"));
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 302);
    EXPECT_EQ(response->location, "/b");
    EXPECT_TRUE(response->is_redirect());
    EXPECT_EQ(server.count("/b"), 0);
}

TEST_F(CurlTransportTest, DecodesGzipAndChunks) {
    const std::string text(100'000, 'x');
    const auto packed = gzip(text + "end");
    char size[20];
    std::snprintf(size, sizeof size, "%zx", packed.size());
    const ScriptedServer server{
        {{"/gzip", respond(200, packed, "Content-Encoding: gzip\r\n")},
         {"/chunked",
          {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n" +
               std::string{size} + "\r\n" + packed + "\r\n0\r\n\r\n",
           After::keep_alive}}}};
    for (const auto* target : {"/gzip", "/chunked"}) {
        const auto response = get(server.url(target));
        ASSERT_TRUE(response) << response.error().context;
        EXPECT_EQ(response->body, text + "end") << target;
    }
}

TEST_F(CurlTransportTest, KeepsConnectionsForTheNextRequest) {
    const ScriptedServer server{
        {{"/1", respond(200, "1")}, {"/2", respond(200, "2")}, {"/3", respond(404, "3")}}};
    asio::io_context io;
    CurlTransport transport{io.get_executor(), loopback_settings()};
    for (const auto* target : {"/1", "/2", "/3"}) {
        HttpRequest request{.url = url_of(server.url(target))};
        ASSERT_TRUE(run(io, transport.get(std::move(request))));
    }
    for (const auto& seen : server.seen()) EXPECT_EQ(seen.connection, 1) << seen.target;
}

TEST_F(CurlTransportTest, AskingAgainWorksWhereTheServerClosedTheKeptConnection) {
    auto first = respond(200, "1");
    first.after = After::close;
    const ScriptedServer server{{{"/1", first}, {"/2", respond(200, "2")}}};
    asio::io_context io;
    CurlTransport transport{io.get_executor(), loopback_settings()};
    for (const auto* target : {"/1", "/2", "/2"}) {
        HttpRequest request{.url = url_of(server.url(target))};
        const auto response = run(io, transport.get(std::move(request)));
        ASSERT_TRUE(response) << response.error().context;
    }
    EXPECT_EQ(server.seen().back().connection, 2);
}

TEST_F(CurlTransportTest, ManyRequestsRunSideBySide) {
    constexpr int many = 100;
    const ScriptedServer server{[](const Seen& seen) { return respond(200, seen.target); }};
    asio::io_context io;
    CurlTransport transport{io.get_executor(), loopback_settings()};
    int right = 0;
    const auto one = [&](int number) -> asio::awaitable<void> {
        const auto target = "/" + std::to_string(number);
        HttpRequest request{.url = url_of(server.url(target))};
        const auto response = co_await transport.get(std::move(request));
        right += response && response->body == target;
    };
    for (int i = 0; i < many; ++i) asio::co_spawn(io, one(i), asio::detached);
    io.run();
    EXPECT_EQ(right, many);
}

TEST_F(CurlTransportTest, ResolvesNamesWithoutBlocking) {
    const ScriptedServer server{{{"/", respond(200, "x")}}};
    const auto response = get(server.url("/", "localhost"));
    ASSERT_TRUE(response) << response.error().context;
    EXPECT_EQ(response->body, "x");
}

TEST_F(CurlTransportTest, ProxiesOfTheEnvironmentAreIgnored) {
    ::setenv("http_proxy", "http://127.0.0.1:1/", 1);
    const ScriptedServer server{{{"/", respond(200, "x")}}};
    const auto response = get(server.url("/"));
    ::unsetenv("http_proxy");
    ASSERT_TRUE(response) << response.error().context;
}

TEST_F(CurlTransportTest, DestroyingItEndsRequestsUnderWay) {
    const ScriptedServer server{{{"/", {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", After::stall}}}};
    asio::io_context io;
    auto transport = std::make_unique<CurlTransport>(io.get_executor(), loopback_settings());
    std::optional<HttpResult> ended;
    const auto ask = [&]() -> asio::awaitable<void> {
        HttpRequest request{.url = url_of(server.url("/"))};
        ended = co_await transport->get(std::move(request));
    };
    asio::co_spawn(io, ask(), asio::detached);
    while (server.count("/") == 0) io.run_one();
    for (int i = 0; i < 3; ++i) io.poll_one();
    transport.reset();
    io.run();
    ASSERT_TRUE(ended);
    ASSERT_FALSE(*ended);
    EXPECT_EQ(ended->error().reason, FailureReason::stopping);
}

TEST_F(CurlTransportTest, StoppingTheContextWithRequestsUnderWayLeaksNothing) {
    const ScriptedServer server{{{"/", {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", After::stall}}}};
    asio::io_context io;
    CurlTransport transport{io.get_executor(), loopback_settings()};
    const auto ask = [&]() -> asio::awaitable<void> {
        HttpRequest request{.url = url_of(server.url("/"))};
        const auto response = co_await transport.get(std::move(request));
        ADD_FAILURE() << "nobody runs the context any more";
    };
    for (int i = 0; i < 5; ++i) asio::co_spawn(io, ask(), asio::detached);
    while (server.count("/") < 5) io.run_one();
    // Both are destroyed now, the transport first; the sanitizers watch.
}

TEST_F(CurlTransportTest, ACancelledRequestLeavesTheTransportUsable) {
    const ScriptedServer server{
        {{"/slow", {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", After::stall}},
         {"/", respond(200, "x")}}};
    asio::io_context io;
    CurlTransport transport{io.get_executor(), loopback_settings()};
    asio::cancellation_signal cancel;
    bool ended = false;
    HttpRequest slow{.url = url_of(server.url("/slow"))};
    asio::co_spawn(
        io, transport.get(std::move(slow)),
        asio::bind_cancellation_slot(cancel.slot(), [&](std::exception_ptr, auto) { ended = true; }));
    while (server.count("/slow") == 0) io.run_one();
    cancel.emit(asio::cancellation_type::terminal);
    HttpRequest next{.url = url_of(server.url("/"))};
    const auto response = run(io, transport.get(std::move(next)));
    EXPECT_TRUE(ended);
    ASSERT_TRUE(response) << response.error().context;
}

}  // namespace
}  // namespace ogi::crawler
