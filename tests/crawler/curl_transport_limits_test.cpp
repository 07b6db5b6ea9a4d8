// What the transport refuses, and with which code.
#include "crawl_test_support.h"
#include "scripted_server.h"

#include <gtest/gtest.h>

namespace ogi::crawler {
namespace {

namespace asio = boost::asio;
using model::FailureReason;
using namespace std::chrono_literals;

HttpResult get(HttpRequest request, TransportSettings settings = loopback_settings()) {
    asio::io_context io;
    CurlTransport transport{io.get_executor(), std::move(settings)};
    return run(io, transport.get(std::move(request)));
}

HttpResult get(const std::string& url, TransportSettings settings = loopback_settings()) {
    return get(HttpRequest{.url = url_of(url)}, std::move(settings));
}

void expect_error(const HttpResult& response, FailureReason reason, const std::string& words) {
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().reason, reason) << response.error().context;
    EXPECT_NE(response.error().context.find(words), std::string::npos) << response.error().context;
}

const std::string chunked_head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n";

std::string chunk(std::string_view bytes) {
    char size[20];
    std::snprintf(size, sizeof size, "%zx\r\n", bytes.size());
    return size + std::string{bytes} + "\r\n";
}

TEST(CurlTransportLimits, ABodyOverTheLimitIsRefused) {
    const std::string body(10'000, 'x');
    const ScriptedServer server{{{"/announced", respond(200, body)},
                                 {"/unannounced", {chunked_head + "\r\n" + chunk(body) + "0\r\n\r\n"}}}};
    auto settings = loopback_settings();
    settings.body_bytes_max = 9'999;
    expect_error(get(server.url("/announced"), settings), FailureReason::too_large,
                 "body_bytes_max (9999 bytes)");
    expect_error(get(server.url("/unannounced"), settings), FailureReason::too_large,
                 "body_bytes_max (9999 bytes)");
    settings.body_bytes_max = 10'000;
    EXPECT_TRUE(get(server.url("/announced"), settings));
    EXPECT_TRUE(get(server.url("/unannounced"), settings));
}

TEST(CurlTransportLimits, ADocumentHasALimitOfItsOwnWhateverItsNameSays) {
    const std::string pdf = "%PDF-1.7\n" + std::string(10'000, 'x');
    const ScriptedServer server{{{"/announced.html", respond(200, pdf)},
                                 {"/unannounced", {chunked_head + "\r\n" + chunk(pdf) + "0\r\n\r\n"}},
                                 {"/page.pdf", respond(200, std::string(10'000, 'x'))}}};
    auto settings = loopback_settings();
    settings.body_bytes_max = 100;
    settings.attachment_bytes_max = pdf.size();
    EXPECT_EQ(get(server.url("/announced.html"), settings)->body, pdf);
    EXPECT_EQ(get(server.url("/unannounced"), settings)->body, pdf);
    expect_error(get(server.url("/page.pdf"), settings), FailureReason::too_large,
                 "body_bytes_max (100 bytes)");
    settings.attachment_bytes_max = pdf.size() - 1;
    for (const auto* address : {"/announced.html", "/unannounced"}) {
        expect_error(get(server.url(address), settings), FailureReason::too_large,
                     "attachment_bytes_max (10008 bytes)");
    }
}

TEST(CurlTransportLimits, TheLimitCountsDecodedBytes) {
    const ScriptedServer server{
        {{"/", respond(200, gzip(std::string(100'000, 'x')), "Content-Encoding: gzip\r\n")}}};
    auto settings = loopback_settings();
    settings.body_bytes_max = 50'000;
    expect_error(get(server.url("/"), settings), FailureReason::too_large, "body_bytes_max");
}

TEST(CurlTransportLimits, ARequestMayHaveALimitOfItsOwnAndTakeWhatCameBeforeIt) {
    const std::string body(10'000, 'x');
    const ScriptedServer server{{{"/", respond(200, body)}}};
    HttpRequest request{.url = url_of(server.url("/")), .body_bytes_max = 100};
    expect_error(get(request), FailureReason::too_large, "body_bytes_max (100 bytes)");
    request.when_too_long = WhenTooLong::cut;
    const auto response = get(request);
    ASSERT_TRUE(response) << response.error().context;
    EXPECT_EQ(response->body, std::string(100, 'x'));
    EXPECT_EQ(response->status, 200);
}

TEST(CurlTransportLimits, ABombIsRefusedByItsRatio) {
    const auto bomb = gzip(std::string(64u << 20, '\0'));
    const auto gzipped = "Content-Encoding: gzip\r\n";
    const ScriptedServer server{
        {{"/announced", respond(200, bomb, gzipped)},
         {"/chunked", {chunked_head + gzipped + "\r\n" + chunk(bomb) + "0\r\n\r\n"}}}};
    auto settings = loopback_settings();
    settings.body_bytes_max = 1u << 30;
    expect_error(get(server.url("/announced"), settings), FailureReason::inflates_too_far,
                 "inflate_ratio_max (200)");
    expect_error(get(server.url("/chunked"), settings), FailureReason::inflates_too_far,
                 "inflate_ratio_max (200)");
}

TEST(CurlTransportLimits, AHeaderWithoutEndIsRefused) {
    std::string head = "HTTP/1.1 200 OK\r\n";
    for (int i = 0; i < 4'000; ++i)
        head += "X-Filler-" + std::to_string(i) + ": " + std::string(80, 'x') + "\r\n";
    const ScriptedServer server{{{"/", {head + "\r\n", After::close}}}};
    const auto response = get(server.url("/"));
    ASSERT_FALSE(response);
    EXPECT_NE(response.error().reason, FailureReason::timed_out) << response.error().context;
}

TEST(CurlTransportLimits, ASlowBodyTimesOut) {
    const ScriptedServer server{{{"/", {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", After::stall}}}};
    auto settings = loopback_settings();
    settings.total_timeout = 50ms;
    expect_error(get(server.url("/"), settings), FailureReason::timed_out, "total_timeout 50 ms");
}

TEST(CurlTransportLimits, AnAnswerThatNeverComesTimesOut) {
    const ScriptedServer server{{{"/", {"", After::stall}}}};
    auto settings = loopback_settings();
    settings.total_timeout = 50ms;
    expect_error(get(server.url("/"), settings), FailureReason::timed_out, "no answer in time");
}

TEST(CurlTransportLimits, AClosedPortIsUnreachable) {
    std::string url;
    {
        const ScriptedServer server{std::map<std::string, Reply>{}};
        url = server.url("/");
    }
    expect_error(get(url), FailureReason::connection_refused, "no connection");
}

TEST(CurlTransportLimits, AnUnknownHostIsUnreachable) {
    expect_error(get("http://no-such-host.invalid/"), FailureReason::name_not_resolved, "cannot be resolved");
}

TEST(CurlTransportLimits, AConnectionClosedInTheMiddleIsNoBody) {
    const ScriptedServer server{
        {{"/length", {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", After::close}},
         {"/chunk", {chunked_head + "\r\n5\r\nhal", After::close}},
         {"/nothing", {"", After::close}}}};
    expect_error(get(server.url("/length")), FailureReason::truncated, "before the body was whole");
    expect_error(get(server.url("/chunk")), FailureReason::truncated, "");
    expect_error(get(server.url("/nothing")), FailureReason::no_answer, "without an answer");
}

TEST(CurlTransportLimits, GarbageIsMalformed) {
    const ScriptedServer server{{{"/banner", {"SSH-2.0-OpenSSH_9.2\r\n", After::close}},
                                 {"/binary", {std::string("\x15\x03\x01\x00\x02\x02\x46", 7), After::close}},
                                 {"/gzip", respond(200, "this is no gzip", "Content-Encoding: gzip\r\n")},
                                 {"/coding", respond(200, "x", "Content-Encoding: secret\r\n")}}};
    expect_error(get(server.url("/banner")), FailureReason::bad_http, "not HTTP");
    expect_error(get(server.url("/binary")), FailureReason::bad_http, "not HTTP");
    expect_error(get(server.url("/gzip")), FailureReason::bad_encoding, "Content-Encoding");
    expect_error(get(server.url("/coding")), FailureReason::bad_encoding, "Content-Encoding");
}

TEST(CurlTransportLimits, PrivateAddressesAreRefusedHoweverTheyAreWritten) {
    const ScriptedServer server{{{"/", respond(200, "secret")}}};
    auto settings = loopback_settings();
    settings.allow_private_addresses = false;
    for (const auto* host : {"127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1"}) {
        expect_error(get(server.url("/", host), settings), FailureReason::address_refused, "address policy");
    }
    expect_error(get("http://[::ffff:127.0.0.1]:" + std::to_string(server.port()) + "/", settings),
                 FailureReason::address_refused, "IPv4-mapped");
    EXPECT_TRUE(server.seen().empty());
}

}  // namespace
}  // namespace ogi::crawler
