// Servers that break the rules, stop, reset or flood: every one ends within the limits and with a reason.
#include "crawl_test_support.h"
#include "model/names.h"
#include "raw_server.h"
#include "scripted_server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <sstream>

namespace ogi::crawler {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

TransportSettings small_limits() {
    auto settings = loopback_settings();
    settings.body_bytes_max = 4u << 20;
    settings.total_timeout = 400ms;
    return settings;
}

// The reason of the failure, or "ok" and the body.
std::string outcome_of(const HttpResult& result) {
    return result ? "ok " + result->body : std::string{model::name_of(result.error().reason)};
}

std::string ask(RawServer::Script script) {
    const RawServer server{std::move(script)};
    asio::io_context io;
    CurlTransport transport{io.get_executor(), small_limits()};
    HttpRequest request{.url = url_of(server.url())};
    return outcome_of(run(io, transport.get(std::move(request))));
}

// Answers the request with these bytes and closes.
std::string answer(std::string_view bytes) {
    return ask([bytes](RawConnection& client) {
        client.read_request();
        client.send(bytes);
    });
}

const std::string ok = "HTTP/1.1 200 OK\r\n";
const std::string chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";

TEST(BadServer, LengthsThatLie) {
    EXPECT_EQ(answer(ok + "Content-Length: 9\r\n\r\nshort"), "truncated");
    EXPECT_EQ(answer(ok + "Content-Length: 5\r\n\r\nwhole and more"), "ok whole");
    EXPECT_EQ(answer(ok + "Content-Length: 4\r\nContent-Length: 9\r\n\r\nwhole...."), "bad_http");
    EXPECT_EQ(answer(ok + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nwhole"), "ok whole");
    EXPECT_EQ(answer(ok + "Content-Length: -5\r\n\r\nwhole"), "bad_http");
    EXPECT_EQ(answer(ok + "Content-Length: five\r\n\r\nwhole"), "bad_http");
    EXPECT_EQ(answer(ok + "Content-Length: 99999999999999999999\r\n\r\nwhole"), "too_large");
    // A page; what may yet become a document is waited for.
    EXPECT_EQ(answer(ok + "Content-Length: 5000000\r\n\r\nwhole page"), "too_large");
    EXPECT_EQ(answer(ok + "Content-Length: 5000000\r\n\r\n%PDF-1.7"), "truncated");
    EXPECT_EQ(answer(ok + "\r\nwhole"), "ok whole");  // Until it closes: RFC 9112 allows it.
}

TEST(BadServer, ChunksThatLie) {
    EXPECT_EQ(answer(chunked + "5\r\nwhole\r\n0\r\n\r\n"), "ok whole");
    EXPECT_EQ(answer(chunked + "5;name=value\r\nwhole\r\n0\r\nTrailer: x\r\n\r\n"), "ok whole");
    EXPECT_EQ(answer(chunked + "5\r\nwho"), "truncated");
    EXPECT_EQ(answer(chunked + "5\r\nwhole\r\n"), "truncated");
    EXPECT_EQ(answer(chunked + "x\r\nwhole\r\n0\r\n\r\n"), "truncated");
    EXPECT_EQ(answer(chunked + "-5\r\nwhole\r\n0\r\n\r\n"), "truncated");
    EXPECT_EQ(answer(chunked + "ffffffffffffffffff\r\nwhole\r\n0\r\n\r\n"), "truncated");
    EXPECT_EQ(answer(chunked + "5\r\nwhole and more\r\n0\r\n\r\n"), "truncated");
    // What comes behind the body speaks of no other response.
    EXPECT_EQ(answer(chunked + "5\r\nwhole\r\n0\r\nHTTP/1.1 200 OK: x\r\nContent-Length: 1\r\n\r\n"),
              "ok whole");
}

TEST(BadServer, HeadersWithoutEndOrSense) {
    EXPECT_EQ(answer(""), "no_answer");
    EXPECT_EQ(answer("220 ftp.example ready\r\n"), "bad_http");
    EXPECT_EQ(answer(std::string("\x15\x03\x01\x00\x02\x02\x46", 7)), "bad_http");
    EXPECT_EQ(answer("HTTP/9.9 200 OK\r\n\r\nx"), "bad_http");
    EXPECT_EQ(answer("HTTP/1.1 999 Odd\r\nContent-Length: 1\r\n\r\nx"), "bad_http");
    EXPECT_EQ(answer("HTTP/1.1 20\r\n\r\nx"), "bad_http");
    EXPECT_EQ(answer(ok + std::string("X: a\0b\r\n", 8) + "Content-Length: 1\r\n\r\nx"), "bad_http");
    EXPECT_EQ(answer(ok + "Location: " + std::string(90'000, 'x') + "\r\nContent-Length: 1\r\n\r\nx"),
              "ok x");
    EXPECT_EQ(answer(ok + "Location: " + std::string(110'000, 'x') + "\r\nContent-Length: 1\r\n\r\nx"),
              "header_too_large");
    std::string many = ok;
    while (many.size() < 300'000) many += "X-Filler: " + std::string(80, 'x') + "\r\n";
    EXPECT_EQ(answer(many + "\r\n"), "header_too_large");
    std::string storm;
    while (storm.size() < 300'000) storm += "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n";
    EXPECT_EQ(answer(storm + ok + "Content-Length: 1\r\n\r\nx"), "header_too_large");
    EXPECT_EQ(answer("HTTP/1.1 100 Continue\r\n\r\n" + ok + "Content-Length: 1\r\n\r\nx"), "ok x");
    EXPECT_EQ(answer("HTTP/1.1 100 Continue\r\n\r\n"), "no_answer");
    EXPECT_EQ(answer(ok), "truncated");
}

TEST(BadServer, CompressedBodies) {
    const std::string text(3'000, 'x');
    const auto packed = gzip(text);
    const auto with_length = [](std::string_view encoding, std::string_view body) {
        return ok + "Content-Encoding: " + std::string{encoding} +
               "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string{body};
    };
    EXPECT_EQ(answer(with_length("gzip", packed)), "ok " + text);
    EXPECT_EQ(answer(with_length("gzip", packed.substr(0, packed.size() - 9))), "truncated");
    EXPECT_EQ(answer(with_length("gzip", packed.substr(0, packed.size() - 1))), "truncated");
    EXPECT_EQ(answer(with_length("gzip", packed + packed)), "ok " + text + text);
    EXPECT_EQ(answer(with_length("gzip", packed + std::string(9, '\0'))), "ok " + text);
    EXPECT_EQ(answer(with_length("gzip", text)), "bad_encoding");
    auto damaged = packed;
    damaged[damaged.size() - 6] ^= 1;  // Of the checksum.
    EXPECT_EQ(answer(with_length("gzip", damaged)), "bad_encoding");
    // A length beside chunks says nothing.
    std::ostringstream size;
    size << std::hex << packed.size();
    EXPECT_EQ(
        answer(ok + "Content-Encoding: gzip\r\nContent-Length: 9999\r\nTransfer-Encoding: chunked\r\n\r\n" +
               size.str() + "\r\n" + packed + "\r\n0\r\n\r\n"),
        "ok " + text);
    EXPECT_EQ(answer(with_length("secret", text)), "bad_encoding");
    const auto bomb = gzip(std::string(8u << 20, 'x'));
    EXPECT_EQ(answer(with_length("gzip", bomb)), "inflates_too_far");
    EXPECT_EQ(answer(with_length("gzip, gzip", gzip(bomb))), "inflates_too_far");
    EXPECT_EQ(answer(with_length("gzip, gzip, gzip, gzip", "x")), "bad_encoding");
}

TEST(BadServer, ThatIsSlow) {
    const auto drip = [](RawConnection& client, std::string_view head, std::string_view piece) {
        client.read_request();
        client.send(head);
        while (client.send(piece) && client.pause(20ms)) {
        }
    };
    const auto no_answer = [](RawConnection& client) {
        client.read_request();
        client.pause(60s);
    };
    EXPECT_EQ(ask(no_answer), "timed_out");
    EXPECT_EQ(ask([&](RawConnection& client) { drip(client, ok, "X: y\r\n"); }), "timed_out");
    EXPECT_EQ(ask([&](RawConnection& client) { drip(client, chunked, "1\r\nx\r\n"); }), "timed_out");
    EXPECT_EQ(ask([&](RawConnection& client) { drip(client, "HTTP/1.1 200", "0"); }), "timed_out");
    EXPECT_EQ(ask([&](RawConnection& client) { drip(client, "", "HTTP/1.1 102 Processing\r\n\r\n"); }),
              "timed_out");
}

TEST(BadServer, ThatResetsAtAnyStage) {
    const auto reset_after = [](std::string_view bytes) {
        return ask([bytes](RawConnection& client) {
            client.read_request();
            if (!bytes.empty()) {
                client.send(bytes);
                client.pause(50ms);  // Let it be read; a reset throws away what was not.
            }
            client.reset();
        });
    };
    // Whether the connection counts as made depends on which is sooner, the reset or our look at it.
    const auto at_once = ask([](RawConnection& client) { client.reset(); });
    EXPECT_TRUE(at_once == "connection_broken" || at_once == "connection_refused") << at_once;
    EXPECT_EQ(reset_after(""), "connection_broken");
    EXPECT_EQ(reset_after("HTTP/1.1 200"), "connection_broken");
    EXPECT_EQ(reset_after(ok), "truncated");
    EXPECT_EQ(reset_after(ok + "Content-Length: 9\r\n\r\nhal"), "truncated");
    EXPECT_EQ(reset_after(chunked + "5\r\nwho"), "truncated");
    EXPECT_EQ(reset_after(ok + "\r\nuntil the end"), "truncated");
}

TEST(BadServer, ThatRedirectsMayBreakOff) {
    for (const std::string_view end :
         {"Content-Length: 9\r\n\r\nshort", "Content-Encoding: gzip\r\n\r\nno gzip", "\r\n"}) {
        EXPECT_EQ(answer("HTTP/1.1 302 Found\r\nLocation: /a\r\n" + std::string{end}), "ok ") << end;
    }
    EXPECT_EQ(answer("HTTP/1.1 302 Found\r\nLocation: /a\r\n"), "truncated");
    EXPECT_EQ(answer("HTTP/1.1 302 Found\r\nContent-Length: 9\r\n\r\nshort"), "truncated");
}

// A first header line that goes on from the header before is none; libcurl 7.88 would go on from one of the
// response before, in memory that it gave back.
TEST(BadServer, ThatFoldsAHeaderOfTheResponseBefore) {
    const ScriptedServer server{{{"/1", respond(200, "1", "X-A: b\r\nX-C: d\r\n")},
                                 {"/2", {ok + " folded: x\r\nContent-Length: 1\r\n\r\n2", After::keep_alive}},
                                 {"/3", respond(200, "3", "X-A: b\r\n folded\r\nX-C: d\r\n")}}};
    asio::io_context io;
    CurlTransport transport{io.get_executor(), small_limits()};
    const auto get = [&](const std::string& target) {
        HttpRequest request{.url = url_of(server.url(target))};
        return outcome_of(run(io, transport.get(std::move(request))));
    };
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(get("/1"), "ok 1");
        EXPECT_EQ(get("/2"), "bad_http");
        EXPECT_EQ(get("/3"), "ok 3");
    }
}

// What a server says behind its response is no response to the next request.
TEST(BadServer, CannotAnswerARequestThatWasNotMade) {
    std::atomic<int> connections = 0;
    std::promise<void> said_too_much;
    const RawServer server{[&](RawConnection& client) {
        const bool first = ++connections == 1;
        while (!client.read_request().empty()) {
            client.send(ok + "Content-Length: 4\r\n\r\n" + (first ? "true" : "next"));
            if (!first) continue;
            client.send(ok + "Content-Length: 5\r\n\r\nfalse");
            said_too_much.set_value();
        }
    }};
    asio::io_context io;
    CurlTransport transport{io.get_executor(), small_limits()};
    const auto get = [&] {
        HttpRequest request{.url = url_of(server.url())};
        return outcome_of(run(io, transport.get(std::move(request))));
    };
    EXPECT_EQ(get(), "ok true");
    said_too_much.get_future().wait();
    EXPECT_EQ(get(), "ok next");
    EXPECT_EQ(get(), "ok next");
    EXPECT_EQ(connections, 2);
}

TEST(BadServer, ABodyWhoseEndNothingTellsIsOpenEnded) {
    const auto open_ended = [](std::string_view bytes) {
        const RawServer server{[bytes](RawConnection& client) {
            client.read_request();
            client.send(bytes);
        }};
        asio::io_context io;
        CurlTransport transport{io.get_executor(), small_limits()};
        HttpRequest request{.url = url_of(server.url())};
        return run(io, transport.get(std::move(request))).value().open_ended;
    };
    EXPECT_TRUE(open_ended("HTTP/1.0 200 OK\r\n\r\nuntil it closes"));
    EXPECT_TRUE(open_ended(ok + "Connection: close\r\n\r\nuntil it closes"));
    EXPECT_FALSE(open_ended("HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nwhole"));
    EXPECT_FALSE(open_ended(chunked + "5\r\nwhole\r\n0\r\n\r\n"));
}

}  // namespace
}  // namespace ogi::crawler
