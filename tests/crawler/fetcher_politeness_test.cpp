// How often and when the Fetcher asks a host, by the server's clock.
#include "crawl_test_support.h"
#include "crawler/fetcher.h"
#include "crawler/politeness.h"
#include "paper_transport.h"
#include "scripted_server.h"

#include <gtest/gtest.h>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <vector>

namespace ogi::crawler {
namespace {

namespace asio = boost::asio;
using model::VisitOutcome;
using namespace std::chrono_literals;

struct FetcherPolitenessTest : testing::Test {
    asio::io_context io;
    CurlTransport transport{io.get_executor(), loopback_settings()};

    std::vector<Fetched> fetch_all(const std::vector<std::string>& urls, FetchSettings settings) {
        Fetcher fetcher{transport, settings, base::utc_now};
        std::vector<Fetched> all;
        for (const auto& url : urls) {
            asio::co_spawn(io, fetcher.fetch(page_at(url)),
                           [&](std::exception_ptr, Fetched fetched) { all.push_back(std::move(fetched)); });
        }
        io.restart();
        io.run();
        return all;
    }

    // From the start of each response to the arrival of the next request.
    static std::vector<std::chrono::nanoseconds> pauses(const ScriptedServer& server) {
        const auto seen = server.seen();
        std::vector<std::chrono::nanoseconds> found;
        for (std::size_t i = 1; i < seen.size(); ++i)
            found.push_back(seen[i].arrived - seen[i - 1].answering);
        return found;
    }
};

TEST_F(FetcherPolitenessTest, TheDelayLiesBetweenEveryTwoRequestsAlsoRobotsTxtAndRedirects) {
    const ScriptedServer server{{{"/a", respond(200, "a")},
                                 {"/b", redirect_to("/c")},
                                 {"/c", respond(200, "c")},
                                 {"/d", respond(404)}}};
    const auto fetched =
        fetch_all({server.url("/a"), server.url("/b"), server.url("/d")}, {.host_delay = 40ms});
    EXPECT_EQ(fetched.size(), 3u);
    EXPECT_EQ(server.count("/robots.txt"), 1);
    ASSERT_EQ(server.seen().size(), 5u);
    for (const auto pause : pauses(server)) EXPECT_GE(pause, 40ms);
}

TEST_F(FetcherPolitenessTest, CrawlDelayHoldsUpToItsLimit) {
    const ScriptedServer server{{{"/robots.txt", respond(200, "User-agent: *\nCrawl-delay: 3600")},
                                 {"/a", respond(200, "a")},
                                 {"/b", respond(200, "b")}}};
    const auto fetched =
        fetch_all({server.url("/a"), server.url("/b")}, {.host_delay = 1ms, .crawl_delay_max = 60ms});
    EXPECT_EQ(fetched.size(), 2u);
    for (const auto pause : pauses(server)) EXPECT_GE(pause, 60ms);
}

TEST_F(FetcherPolitenessTest, ADelayOfZeroCostsNoWait) {
    const ScriptedServer server{[](const Seen&) { return respond(200, "x"); }};
    std::vector<std::string> urls;
    for (int i = 0; i < 50; ++i) urls.push_back(server.url("/" + std::to_string(i)));
    EXPECT_EQ(fetch_all(urls, {.host_delay = 0ms}).size(), 50u);
    EXPECT_EQ(server.seen().back().connection, 1);  // One connection, kept: one request at a time.
}

TEST_F(FetcherPolitenessTest, RetryAfterHoldsTheWholeHost) {
    auto busy = respond(429, "", "Retry-After: 3600\r\n");
    const ScriptedServer server{{{"/a", busy}, {"/b", respond(200, "b")}}};
    const auto before = base::utc_now();
    const auto fetched = fetch_all({server.url("/a"), server.url("/b")}, {.host_delay = 0ms});
    ASSERT_EQ(fetched.size(), 2u);
    for (const auto& each : fetched) {
        EXPECT_EQ(each.outcome, VisitOutcome::failed);
        ASSERT_TRUE(each.not_before) << each.note;
        EXPECT_GE(*each.not_before, before + 3599s);
    }
    EXPECT_EQ(server.count("/b"), 0);
}

TEST_F(FetcherPolitenessTest, AShortRetryAfterIsWaitedFor) {
    const ScriptedServer server{[](const Seen& seen) {
        return seen.target == "/a" ? respond(503, "", "Retry-After: 1\r\n") : respond(200, "b");
    }};
    const auto fetched = fetch_all({server.url("/a"), server.url("/b")}, {.host_delay = 0ms});
    ASSERT_EQ(fetched.size(), 2u);
    EXPECT_EQ(fetched[1].outcome, VisitOutcome::changed);
    EXPECT_GE(pauses(server).back(), 990ms);  // Wall clocks count in milliseconds.
}

TEST_F(FetcherPolitenessTest, AnOverloadWithoutRetryAfterHoldsForSomeDelays) {
    const ScriptedServer server{{{"/a", respond(503)}, {"/b", respond(200, "b")}}};
    const auto fetched =
        fetch_all({server.url("/a"), server.url("/b")}, {.host_delay = 10ms, .overload_delays = 10});
    ASSERT_EQ(fetched.size(), 2u);
    EXPECT_EQ(fetched[1].outcome, VisitOutcome::changed);
    EXPECT_GE(pauses(server).back(), 100ms);
}

TEST_F(FetcherPolitenessTest, AnOtherHostIsNotHeldUp) {
    const ScriptedServer busy{[](const Seen&) { return respond(503, "", "Retry-After: 3600\r\n"); }};
    const ScriptedServer idle{[](const Seen&) { return respond(200, "x"); }};
    const auto fetched = fetch_all({busy.url("/a"), idle.url("/a")}, {.host_delay = 0ms});
    ASSERT_EQ(fetched.size(), 2u);
    EXPECT_EQ(fetched[1].outcome == VisitOutcome::changed || fetched[0].outcome == VisitOutcome::changed,
              true);
}

// http and https, with and without www: four doors, one server.
TEST(FetcherDoors, TheDelayLiesBetweenRequestsToAllDoorsOfAServer) {
    asio::io_context io;
    PaperTransport site;
    Fetcher fetcher{site, {.host_delay = 30ms}, base::utc_now};
    for (const auto* door : {"http://a.example/", "https://a.example/", "http://www.a.example/",
                             "https://www.a.example/", "http://a.example/2"}) {
        asio::co_spawn(io, fetcher.fetch(page_at(door)), asio::detached);
    }
    io.run();
    ASSERT_EQ(site.asked_at.size(), 9u);  // Each door has a robots.txt.
    for (std::size_t i = 1; i < site.asked_at.size(); ++i)
        EXPECT_GE(site.asked_at[i] - site.asked_at[i - 1], 30ms) << site.asked[i];
}

TEST(FetcherDoors, OtherPortsAndNamesAreOtherServers) {
    EXPECT_EQ(server_of("www.a.example:80"), server_of("a.example:443"));
    EXPECT_NE(server_of("a.example:8080"), server_of("a.example:80"));
    EXPECT_NE(server_of("b.a.example:80"), server_of("a.example:80"));
    const std::vector<std::string> plain = {"a.example:80", "a.example:443", "www.a.example:80",
                                            "www.a.example:443"};
    EXPECT_EQ(doors_of("www.a.example:80"), plain);
    EXPECT_EQ(doors_of("a.example:8080"), (std::vector<std::string>{"a.example:8080", "www.a.example:8080"}));
    EXPECT_EQ(doors_of("[::1]:80").front(), "[::1]:80");
}

// Links and politeness mean the same by a site.
TEST(FetcherDoors, AServerIsASite) {
    const std::string_view urls[] = {
        "http://a.example/",          "https://www.a.example/", "http://a.example:443/",
        "http://b.example/",          "http://sub.a.example/",  "http://a.example:8080/",
        "http://www.a.example:8080/", "http://[::1]/",          "http://[::1]:8080/"};
    for (const auto one : urls) {
        for (const auto other : urls) {
            const auto a = url_of(one), b = url_of(other);
            EXPECT_EQ(server_of(a.authority()) == server_of(b.authority()), a.same_site(b))
                << one << " " << other;
        }
        const auto doors = doors_of(url_of(one).authority());
        EXPECT_NE(std::ranges::find(doors, url_of(one).authority()), doors.end()) << one;
        for (const auto& door : doors) EXPECT_EQ(server_of(door), server_of(url_of(one).authority())) << door;
    }
}

}  // namespace
}  // namespace ogi::crawler
