#include "crawler/fetcher.h"

#include "base/digest.h"
#include "fetcher_fixture.h"
#include "scripted_server.h"

#include <gtest/gtest.h>
#include <boost/asio/detached.hpp>

namespace ogi::crawler {
namespace {

namespace asio = boost::asio;
using model::VisitOutcome;
using namespace std::chrono_literals;

struct FetcherTest : FetcherFixture {
    void expect(const Fetched& fetched, VisitOutcome outcome, const std::string& words) {
        EXPECT_EQ(fetched.outcome, outcome) << fetched.note;
        EXPECT_NE(fetched.note.find(words), std::string::npos) << fetched.note;
        EXPECT_EQ(fetched.snapshot.has_value(), outcome == VisitOutcome::changed);
        const bool well = outcome == VisitOutcome::changed || outcome == VisitOutcome::unchanged ||
                          outcome == VisitOutcome::gone;
        EXPECT_EQ(fetched.reason.has_value(), !well) << fetched.note;
    }
};

TEST_F(FetcherTest, BringsAPageHome) {
    const ScriptedServer server{
        {{"/a.html", respond(200, "<p>年报</p>", "Content-Type: text/html\r\nETag: \"1\"\r\n")}}};
    const auto fetched = fetch(server.url("/a.html"));
    expect(fetched, VisitOutcome::changed, "");
    EXPECT_EQ(fetched.snapshot->body, "<p>年报</p>");
    EXPECT_EQ(fetched.snapshot->digest, base::sha256_hex("<p>年报</p>"));
    EXPECT_EQ(fetched.snapshot->etag, "\"1\"");
    EXPECT_EQ(fetched.snapshot->url.text(), server.url("/a.html"));
    EXPECT_EQ(fetched.snapshot->final_url, fetched.snapshot->url);
}

TEST_F(FetcherTest, AsksConditionallyForWhatWeHold) {
    const ScriptedServer server{[](const Seen& seen) {
        if (seen.target == "/robots.txt") return respond(404);
        return seen.header("if-none-match") == "\"1\"" ? respond(304) : respond(200, "body");
    }};
    auto page = page_at(server.url("/"));
    page.etag = "\"1\"";
    page.last_modified = "Sat, 31 Jan 2026 08:00:00 GMT";
    expect(fetch(page), VisitOutcome::changed, "");  // Without a copy a 304 would be of no use.
    EXPECT_EQ(server.seen().back().header("if-none-match"), "");
    page.snapshot = base::sha256_hex("older");
    expect(fetch(page), VisitOutcome::unchanged, "");
    EXPECT_EQ(server.seen().back().header("if-modified-since"), page.last_modified);
}

TEST_F(FetcherTest, TheSameBytesAgainAreUnchanged) {
    const ScriptedServer server{{{"/", respond(200, "body")}}};
    auto page = page_at(server.url("/"));
    page.snapshot = base::sha256_hex("body");
    expect(fetch(page), VisitOutcome::unchanged, "");
}

TEST_F(FetcherTest, RobotsTxtForbids) {
    const ScriptedServer server{{{"/robots.txt", respond(200, "User-agent: ogid\nDisallow: /private/\n")},
                                 {"/private/a", respond(200, "x")}}};
    expect(fetch(server.url("/private/a")), VisitOutcome::disallowed, "robots.txt of 127.0.0.1");
    EXPECT_EQ(server.count("/private/a"), 0);
}

TEST_F(FetcherTest, ABrokenRobotsTxtSuspendsTheHost) {
    const ScriptedServer server{
        {{"/robots.txt", respond(500)}, {"/a", respond(200, "x")}, {"/b", respond(200, "x")}}};
    const auto fetched = fetch(server.url("/a"));
    expect(fetched, VisitOutcome::failed, "robots.txt cannot be read");
    EXPECT_TRUE(fetched.not_before);
    expect(fetch(server.url("/b")), VisitOutcome::failed, "HTTP 500");
    EXPECT_EQ(server.seen().size(), 1u);
}

TEST_F(FetcherTest, FollowsRedirectsOnTheSiteHopByHop) {
    const ScriptedServer server{{{"/1", redirect_to("2", 301)},
                                 {"/2", redirect_to("/3?x=%E5%B9%B4", 307)},
                                 {"/3?x=%E5%B9%B4", respond(200, "there")}}};
    const auto fetched = fetch(server.url("/1"));
    expect(fetched, VisitOutcome::changed, "");
    EXPECT_EQ(fetched.snapshot->url.text(), server.url("/1"));
    EXPECT_EQ(fetched.snapshot->final_url.text(), server.url("/3?x=%E5%B9%B4"));
}

TEST_F(FetcherTest, APostIsRedirectedAsBrowsersDo) {
    const ScriptedServer server{{{"/307", redirect_to("/there", 307)},
                                 {"/308", redirect_to("/there", 308)},
                                 {"/303", redirect_to("/303", 303)},
                                 {"/302", redirect_to("/there", 302)},
                                 {"/there", respond(200, "there")}}};
    const auto method_there = [&](const std::string& target) {
        auto page = page_at(server.url(target));
        page.form = "a=b";
        expect(fetch(page), VisitOutcome::changed, "");
        const auto last = server.seen().back();
        EXPECT_EQ(last.target, "/there");
        EXPECT_EQ(last.body, last.method == "POST" ? "a=b" : "");
        return last.method;
    };
    EXPECT_EQ(method_there("/307"), "POST");
    EXPECT_EQ(method_there("/308"), "POST");
    EXPECT_EQ(method_there("/302"), "GET");
    // Posting, then seeing the same address is no circle, but asking for it twice is.
    auto page = page_at(server.url("/303"));
    page.form = "a=b";
    expect(fetch(page), VisitOutcome::failed, "in a circle");
    EXPECT_EQ(server.count("/303"), 2);
}

TEST_F(FetcherTest, RobotsTxtHoldsForEveryHop) {
    const ScriptedServer server{{{"/robots.txt", respond(200, "User-agent: *\nDisallow: /secret")},
                                 {"/1", redirect_to("/secret")},
                                 {"/secret", respond(200, "x")}}};
    expect(fetch(server.url("/1")), VisitOutcome::disallowed, "forbids /secret");
    EXPECT_EQ(server.count("/secret"), 0);
}

TEST_F(FetcherTest, TheRobotsTxtOfTheOtherHostOfASiteHoldsForItsHop) {
    const ScriptedServer server{[](const Seen& seen) {
        const bool www = seen.header("host").starts_with("www.");
        if (seen.target == "/robots.txt") return respond(200, www ? "User-agent: *\nDisallow: /a" : "");
        return redirect_to("http://www." + seen.header("host") + seen.target);
    }};
    expect(fetch(server.url("/a", "localhost")), VisitOutcome::disallowed, "robots.txt of www.localhost");
}

TEST_F(FetcherTest, ARedirectToAnotherSiteIsOutOfScope) {
    const ScriptedServer server{[](const Seen& seen) {
        if (seen.target != "/a") return respond(200, "x");
        const auto host = seen.header("host");
        return redirect_to("http://localhost" + host.substr(host.find(':')) + "/elsewhere");
    }};
    expect(fetch(server.url("/a")), VisitOutcome::disallowed, "to another site: http://localhost");
    EXPECT_EQ(server.count("/elsewhere"), 0);
}

TEST_F(FetcherTest, RedirectsInACircleOrWithoutEndOrToNowhereAreNamed) {
    const ScriptedServer server{[](const Seen& seen) {
        if (seen.target == "/self") return redirect_to("/self");
        if (seen.target == "/ping") return redirect_to("/pong");
        if (seen.target == "/pong") return redirect_to("/ping#top");
        if (seen.target == "/bare") return respond(302, "x");
        if (seen.target == "/file") return redirect_to("file:///etc/passwd");
        if (seen.target.starts_with("/n")) return redirect_to(seen.target + "n");
        return respond(404);
    }};
    expect(fetch(server.url("/self")), VisitOutcome::failed, "in a circle");
    expect(fetch(server.url("/ping")), VisitOutcome::failed, "in a circle, back to " + server.url("/ping"));
    expect(fetch(server.url("/bare")), VisitOutcome::failed, "no Location");
    expect(fetch(server.url("/file")), VisitOutcome::failed, "neither http nor https");
    expect(fetch(server.url("/n")), VisitOutcome::failed, "redirects_max (5)");
    EXPECT_EQ(server.count("/nnnnnn"), 1);
    EXPECT_EQ(server.count("/nnnnnnn"), 0);
}

TEST_F(FetcherTest, ErrorsOfTheTransportAreFailuresInWords) {
    const ScriptedServer server{
        {{"/garbage", {"garbage\r\n\r\n", After::close}},
         {"/short", {"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", After::close}},
         {"/big", respond(200, std::string(9u << 20, 'x'))}}};
    std::string closed;
    {
        const ScriptedServer gone{std::map<std::string, Reply>{}};
        closed = gone.url("/");
    }
    expect(fetch(closed), VisitOutcome::failed, "no connection");
    expect(fetch(server.url("/garbage")), VisitOutcome::failed, "not HTTP");
    expect(fetch(server.url("/short")), VisitOutcome::failed, "before the body was whole");
    expect(fetch(server.url("/big")), VisitOutcome::failed, "body_bytes_max");
}

TEST_F(FetcherTest, APrivateAddressIsDisallowed) {
    const ScriptedServer server{{{"/", respond(200, "x")}}};
    auto settings = loopback_settings();
    settings.allow_private_addresses = false;
    CurlTransport careful{io.get_executor(), settings};
    Fetcher from_outside{careful, without_delay(), base::utc_now};
    expect(run(io, from_outside.fetch(page_at(server.url("/")))), VisitOutcome::disallowed, "address policy");
    EXPECT_TRUE(server.seen().empty());
}

TEST_F(FetcherTest, MayBeDestroyedWithVisitsInEveryState) {
    const ScriptedServer server{[](const Seen& seen) {
        if (seen.target == "/robots.txt") return respond(404);
        return Reply{"", After::stall};
    }};
    for (const bool run_on : {true, false}) {
        asio::io_context own_io;
        auto own_transport = std::make_unique<CurlTransport>(own_io.get_executor(), loopback_settings());
        auto own_fetcher = std::make_unique<Fetcher>(*own_transport, without_delay(), base::utc_now);
        int ended = 0;
        // One waits for its answer, three for their turn, the last for another host's robots.txt.
        const auto before = server.count("/a");
        for (const auto* host : {"127.0.0.1", "127.0.0.1", "127.0.0.1", "127.0.0.1", "localhost"}) {
            asio::co_spawn(own_io, own_fetcher->fetch(page_at(server.url("/a", host))),
                           [&](std::exception_ptr, Fetched fetched) {
                               ended += fetched.outcome == VisitOutcome::failed;
                           });
        }
        while (server.count("/a") == before) own_io.run_one();
        own_fetcher.reset();
        own_transport.reset();
        if (run_on) {
            own_io.run();
            EXPECT_EQ(ended, 5);
        }
    }
}

}  // namespace
}  // namespace ogi::crawler
