#include "crawler/robots_cache.h"

#include "crawl_test_support.h"
#include "paper_transport.h"

#include <gtest/gtest.h>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/detached.hpp>

namespace ogi::crawler {
namespace {

namespace asio = boost::asio;
using model::FailureReason;
using namespace std::chrono_literals;

constexpr const char* robots_url = "http://a.example/robots.txt";

struct RobotsCacheTest : testing::Test {
    asio::io_context io;
    PaperTransport transport;
    base::UtcTime now = base::parse_iso_time("2026-01-31T08:00:00.000Z").value();
    std::shared_ptr<HostTurns> turns = std::make_shared<HostTurns>(0ms);
    std::shared_ptr<RobotsCache> cache = make({});

    std::shared_ptr<RobotsCache> make(RobotsSettings settings) {
        return std::make_shared<RobotsCache>(
            transport, turns, [this] { return now; }, settings);
    }
    RobotsAnswer find(std::string_view url = "http://a.example/page") {
        return run(io, RobotsCache::find(cache, url_of(url), 1s));
    }
    bool allowed(std::string_view path, std::string_view url = "http://a.example/page") {
        const auto answer = find(url);
        EXPECT_EQ(answer.standing, RobotsStanding::known) << answer.reason;
        return answer.rules->allows(path, "ogid");
    }
};

TEST_F(RobotsCacheTest, AsksOnceADay) {
    transport.answer(robots_url, 200, "User-agent: *\nDisallow: /a");
    EXPECT_FALSE(allowed("/a"));
    now += 23h;
    transport.answer(robots_url, 200, "");
    EXPECT_FALSE(allowed("/a"));
    EXPECT_EQ(transport.asked.size(), 1u);
    now += 2h;
    EXPECT_TRUE(allowed("/a"));
    EXPECT_EQ(transport.asked.size(), 2u);
}

TEST_F(RobotsCacheTest, ManyWhoAskAtOnceCauseOneRequest) {
    transport.answer(robots_url, 200, "User-agent: *\nDisallow: /a");
    int answers = 0;
    const auto one = [&]() -> asio::awaitable<void> {
        auto page = url_of("http://a.example/page");
        const auto answer = co_await RobotsCache::find(cache, std::move(page), 1s);
        answers += !answer.rules->allows("/a", "ogid");
    };
    for (int i = 0; i < 20; ++i) asio::co_spawn(io, one(), asio::detached);
    io.run();
    EXPECT_EQ(answers, 20);
    EXPECT_EQ(transport.asked.size(), 1u);
}

TEST_F(RobotsCacheTest, SchemePortAndWwwHaveFilesOfTheirOwn) {
    for (const auto* url :
         {"http://a.example/", "https://a.example/", "http://a.example:8080/", "http://www.a.example/"}) {
        find(url);
    }
    EXPECT_EQ(transport.asked.size(), 4u);
}

// RFC 9309 §2.3.1.3
TEST_F(RobotsCacheTest, NoFileAllowsEverything) {
    for (const std::uint16_t status : std::initializer_list<std::uint16_t>{400, 401, 403, 404, 410, 451}) {
        cache = make({});
        transport.answer(robots_url, status, "User-agent: *\nDisallow: /");
        EXPECT_TRUE(allowed("/a")) << status;
    }
}

// RFC 9309 §2.3.1.4
TEST_F(RobotsCacheTest, AFileThatCannotBeReadSuspendsTheHostForAWhile) {
    for (const std::uint16_t status : std::initializer_list<std::uint16_t>{429, 500, 503, 599}) {
        cache = make({});
        transport.answer(robots_url, status);
        const auto answer = find();
        EXPECT_EQ(answer.standing, RobotsStanding::suspended) << status;
        EXPECT_EQ(answer.valid_until, now + 300s);
        EXPECT_NE(answer.reason.find(std::to_string(status)), std::string::npos) << answer.reason;
    }
    cache = make({});
    transport.fail(robots_url, FailureReason::connection_refused);
    EXPECT_EQ(find().standing, RobotsStanding::suspended);
    now += 301s;
    transport.answer(robots_url, 200, "");
    EXPECT_TRUE(allowed("/a"));
}

TEST_F(RobotsCacheTest, AnOldCopyHoldsWhereTheNewOneCannotBeHad) {
    transport.answer(robots_url, 200, "User-agent: *\nDisallow: /a");
    EXPECT_FALSE(allowed("/a"));
    now += 25h;
    transport.fail(robots_url, FailureReason::timed_out);
    EXPECT_FALSE(allowed("/a"));
    EXPECT_TRUE(allowed("/b"));
    EXPECT_EQ(transport.asked.size(), 2u);  // Not at every visit.
    now += 301s;
    transport.answer(robots_url, 404);
    EXPECT_TRUE(allowed("/a"));
}

TEST_F(RobotsCacheTest, AWallAndARefusedAddressAreTold) {
    transport.answer(robots_url, 521, "<script>");
    EXPECT_EQ(find().standing, RobotsStanding::challenged);
    transport.answer("http://b.example/robots.txt", 412, "<script>$_ts=window</script>");
    EXPECT_EQ(find("http://b.example/").standing, RobotsStanding::challenged);
    transport.fail("http://c.example/robots.txt", FailureReason::address_refused);
    EXPECT_EQ(find("http://c.example/").standing, RobotsStanding::refused);
}

TEST_F(RobotsCacheTest, FollowsFiveRedirectsAlsoToOtherHostsAndNoMore) {
    transport.answer(robots_url, 301, {}, "https://b.example/1");
    transport.answer("https://b.example/1", 302, {}, "/2");
    transport.answer("https://b.example/2", 303, {}, "/3");
    transport.answer("https://b.example/3", 307, {}, "/4");
    transport.answer("https://b.example/4", 308, {}, "/5");
    transport.answer("https://b.example/5", 200, "User-agent: *\nDisallow: /a");
    EXPECT_FALSE(allowed("/a"));

    cache = make({});
    transport.asked.clear();
    transport.answer("https://b.example/5", 302, {}, "/6");
    transport.answer("https://b.example/6", 200, "User-agent: *\nDisallow: /a");
    EXPECT_TRUE(allowed("/a"));
    EXPECT_EQ(transport.asked.size(), 6u);
}

TEST_F(RobotsCacheTest, ARedirectToNowhereIsNoFile) {
    transport.answer(robots_url, 302, {}, "ftp://a.example/robots.txt");
    EXPECT_TRUE(allowed("/a"));
}

TEST_F(RobotsCacheTest, TheNumberOfHostsIsBounded) {
    cache = make({.hosts_max = 3});
    for (const auto* url : {"http://1.example/", "http://2.example/", "http://3.example/",
                            "http://1.example/", "http://4.example/"}) {
        find(url);
    }
    EXPECT_EQ(cache->hosts_known(), 3u);
    transport.asked.clear();
    find("http://1.example/");  // Used lately, so still there.
    EXPECT_TRUE(transport.asked.empty());
    find("http://2.example/");
    EXPECT_EQ(transport.asked.size(), 1u);
}

TEST_F(RobotsCacheTest, TheSizeOfAllRulesIsBounded) {
    std::string file = "User-agent: *\n";
    for (int i = 0; i < 100; ++i) file += "Disallow: /" + std::string(100, 'x') + std::to_string(i) + "\n";
    cache = make({.rule_bytes_max = 3 * RobotsTxt::parse(file).bytes()});
    for (int i = 0; i < 10; ++i) {
        const auto host = "http://" + std::to_string(i) + ".example/";
        transport.answer(host + "robots.txt", 200, file);
        find(host);
    }
    EXPECT_EQ(cache->hosts_known(), 3u);
}

TEST_F(RobotsCacheTest, OnceStoppedItAsksNoMore) {
    cache->stop();
    EXPECT_EQ(find().standing, RobotsStanding::suspended);
    EXPECT_TRUE(transport.asked.empty());
}

TEST_F(RobotsCacheTest, WhenTheOneWhoAsksIsCancelledAnotherTakesOver) {
    transport.answer(robots_url, 200, "User-agent: *\nDisallow: /a");
    asio::cancellation_signal cancel;
    asio::co_spawn(io, RobotsCache::find(cache, url_of("http://a.example/"), 1s),
                   asio::bind_cancellation_slot(cancel.slot(), [](std::exception_ptr, auto) {}));
    io.run_one();
    bool disallowed = false;
    asio::co_spawn(
        io, RobotsCache::find(cache, url_of("http://a.example/"), 1s),
        [&](std::exception_ptr, RobotsAnswer answer) { disallowed = !answer.rules->allows("/a", "ogid"); });
    cancel.emit(asio::cancellation_type::terminal);
    io.run();
    EXPECT_TRUE(disallowed);
}

// What a shelf keeps from one run to the next.
struct Shelf {
    std::map<std::string, model::RobotsRecord, std::less<>> records;
    int read = 0;

    RobotsShelf shelf() {
        return {.find =
                    [this](std::string_view authority) {
                        ++read;
                        const auto found = records.find(authority);
                        return found == records.end() ? std::nullopt : std::optional{found->second};
                    },
                .put =
                    [this](std::string_view authority, model::RobotsRecord record) {
                        records[std::string{authority}] = std::move(record);
                    }};
    }
};

TEST_F(RobotsCacheTest, AFileThatHoldsIsNotAskedForAgainInAnotherRun) {
    Shelf kept;
    cache->set_shelf(kept.shelf());
    transport.answer(robots_url, 200, "User-agent: *\nDisallow: /a");
    EXPECT_FALSE(allowed("/a"));
    EXPECT_EQ(kept.records.at("a.example:80").body, "User-agent: *\nDisallow: /a");

    cache = make({});
    cache->set_shelf(kept.shelf());
    now += 23h;
    EXPECT_FALSE(allowed("/a"));
    EXPECT_FALSE(allowed("/a"));
    EXPECT_EQ(transport.asked.size(), 1u);
    EXPECT_EQ(kept.read, 2);  // Once a run.
    now += 2h;
    EXPECT_FALSE(allowed("/a"));
    EXPECT_EQ(transport.asked.size(), 2u);
}

TEST_F(RobotsCacheTest, AHostThatWasLeftAloneIsLeftAloneInAnotherRun) {
    Shelf kept;
    cache->set_shelf(kept.shelf());
    transport.answer(robots_url, 503);
    EXPECT_EQ(find().standing, RobotsStanding::suspended);
    cache = make({});
    cache->set_shelf(kept.shelf());
    EXPECT_EQ(find().standing, RobotsStanding::suspended);
    EXPECT_EQ(find().failure, model::FailureReason::robots_unreadable);
    EXPECT_EQ(transport.asked.size(), 1u);
    EXPECT_EQ(cache->peek("a.example:80")->standing, RobotsStanding::suspended);
    EXPECT_EQ(cache->peek("b.example:80"), nullptr);
}

TEST_F(RobotsCacheTest, WhatWeRefusedOurselvesIsAskedForInAnotherRun) {
    Shelf kept;
    cache->set_shelf(kept.shelf());
    transport.fail(robots_url, FailureReason::address_refused);
    EXPECT_EQ(find().standing, RobotsStanding::refused);
    EXPECT_EQ(find().standing, RobotsStanding::refused);
    EXPECT_EQ(transport.asked.size(), 1u);
    EXPECT_TRUE(kept.records.empty());
    // Also where an earlier version kept it.
    kept.records["a.example:80"] = {.standing = RobotsStanding::refused, .valid_until = now + 300s};
    cache = make({});
    cache->set_shelf(kept.shelf());
    transport.answer(robots_url, 404);
    EXPECT_EQ(find().standing, RobotsStanding::known);
}

TEST_F(RobotsCacheTest, WhatLeavesMemoryIsReadFromTheShelf) {
    Shelf kept;
    cache = make({.hosts_max = 1});
    cache->set_shelf(kept.shelf());
    for (int i = 0; i < 3; ++i) {
        find("http://a.example/");
        find("http://b.example/");
    }
    EXPECT_EQ(cache->hosts_known(), 1u);
    EXPECT_EQ(transport.asked.size(), 2u);
}

TEST_F(RobotsCacheTest, AClockThatWasWrongDoesNotMakeAFileHoldForYears) {
    transport.answer(robots_url, 200, "User-agent: *\nDisallow: /a");
    EXPECT_FALSE(allowed("/a"));
    now -= 24h * 3650;
    EXPECT_FALSE(allowed("/a"));
    EXPECT_EQ(transport.asked.size(), 2u);
}

}  // namespace
}  // namespace ogi::crawler
