#include "daemon/answers/moment.h"
#include "feed_http.h"
#include "storage/backup.h"

namespace ogi::daemon {
namespace {

// Entries 1 and 2 were backed up, 3 superseded 1, and the backup was put back: 1 is the newest of its report
// again.
class FeedAfterARestore : public FeedHttp {
  protected:
    void SetUp() override {
        small_.report("甲局", 2020, 1, "http://a.example/1");
        small_.report("乙局", 2020, 1, "http://a.example/2");
        const auto backups = small_.folder().parent_path() / "backups";
        ASSERT_TRUE(storage::back_up(small_.store(), backups, 0));
        small_.report("甲局", 2020, 2, "http://a.example/1");
        small_.close();
        const base::UtcTime now{std::chrono::seconds{7}};
        ASSERT_TRUE(storage::restore(backups, {}, small_.folder(), storage::IfThere::replace, now));
        small_.open();
        ASSERT_GT(small_.store().epoch(), 1U);
        FeedHttp::SetUp();
    }
    // In the epoch that the restore began, which is drawn.
    std::string now(std::uint64_t sequence) const {
        return model::to_text({small_.store().epoch(), sequence});
    }
    Texts cursors(const std::string& target) { return members(ask(target).lines, "cursor"); }
};

TEST_F(FeedAfterARestore, WhoReadTheNewestBeforeBeginsAgain) {
    // 1-2 is what a reader of style latest had that was given 2 and not 1.
    for (const auto* cursor : {"1-1", "1-2", "1-3"})
        for (const auto* way : {"normal", "longpoll", "continuous", "eventsource"}) {
            const auto raw = exchange(
                "GET /v1/changes?style=latest&since=" + std::string{cursor} + "&feed=" + way + " HTTP/1.1",
                "}\n");
            EXPECT_TRUE(raw.starts_with("HTTP/1.1 410 Gone\r\n")) << raw;
            EXPECT_NE(raw.find(R"("resume":"/v1/snapshot","cursor":")" + now(2) + "\""), std::string::npos)
                << raw;
        }
    EXPECT_TRUE(
        exchange("GET /v1/changes?style=latest&feed=eventsource HTTP/1.1\r\nLast-Event-ID: 1-2", "}\n")
            .starts_with("HTTP/1.1 410"));
    EXPECT_TRUE(ask("/v1/changes?since=1-2").outcome);  // Whoever was given every entry goes on.
    EXPECT_EQ(cursors("/v1/changes?since=1-1"), Texts{"1-2"});
}

TEST_F(FeedAfterARestore, WhatIsReadNowIsOfThisEpochAndNobodyTurnsInACircle) {
    EXPECT_EQ(cursors("/v1/changes?style=latest"), (Texts{"1-1", "1-2", now(2)}));
    EXPECT_EQ(cursors("/v1/changes?style=latest&limit=1"), (Texts{"1-1", now(1)}));
    EXPECT_EQ(cursors("/v1/changes?style=latest&since=" + now(1)), (Texts{"1-2", now(2)}));
    EXPECT_EQ(cursors("/v1/changes?style=latest&since=" + now(2)), Texts{now(2)});
    EXPECT_EQ(cursors("/v1/changes?style=latest&feed=continuous&limit=1"), (Texts{"1-1", now(1)}));
    EXPECT_EQ(cursors("/v1/changes?year=1999"), Texts{now(2)});
    const auto resumed = ask("/v1/snapshot").lines;
    EXPECT_EQ(member(resumed.back(), "cursor"), now(2));
    EXPECT_EQ(object(resumed.back()).at("data").at("cursor").as_string(), now(2));
    EXPECT_EQ(cursors("/v1/checkpoint"), Texts{now(2)});
    report("甲局", 2020, 3);
    for (const auto* style : {"all", "latest"})
        EXPECT_EQ(cursors("/v1/changes?since=" + now(2) + "&style=" + style).front(), now(3)) << style;
    const auto events =
        exchange("GET /v1/changes?style=latest&feed=eventsource&heartbeat=100 HTTP/1.1", ": cursor");
    EXPECT_NE(events.find("id: " + now(2) + "\ndata: "), std::string::npos) << events;
    EXPECT_NE(events.find("id: " + now(3) + "\ndata: "), std::string::npos) << events;
}

// The third entry is another one now, and has another name.
TEST_F(FeedAfterARestore, AtomNamesAnEntryAsItWasNamedAndNoOtherSo) {
    report("甲局", 2020, 3);
    const auto source = small_.store().source_uri();
    Texts ids;
    for (const auto& line : ask("/v1/changes.atom").lines)
        if (line.starts_with("<id>" + source + ":") && !line.ends_with(":changes</id>")) ids.push_back(line);
    EXPECT_EQ(ids, (Texts{"<id>" + source + ":" + now(3) + "</id>", "<id>" + source + ":1-2</id>",
                          "<id>" + source + ":1-1</id>"}));
}

TEST_F(FeedAfterARestore, APlaceIsToldAsItWasNamed) {
    for (const auto& at : Texts{"1-1", "1-2", now(1), now(2)}) {
        EXPECT_EQ(cursors("/v1/checkpoint?at=" + at), Texts{at});
        EXPECT_EQ(cursors("/v1/snapshot?at=" + at).back(), at);
    }
    EXPECT_EQ(cursors("/v1/checkpoint?at=1"), Texts{"1-1"});
    // What style latest gave can be parked, and never goes back to what was read before.
    EXPECT_TRUE(ask("/v1/consumers/index?cursor=" + now(1), "PUT").outcome);
    EXPECT_TRUE(ask("/v1/consumers/index?cursor=" + now(2) + "&expected=" + now(1), "PUT").outcome);
    EXPECT_FALSE(ask("/v1/consumers/index?cursor=1-2&expected=" + now(2), "PUT").outcome);
}

// 1-3 was the second revision of a report; what is third now is of another one.
TEST_F(FeedAfterARestore, WhatWasSaidAtALostEntryIsRefusedAndNeverThatOfAnother) {
    const auto reports = [&](const std::string& at) { return ask("/v1/reports?as_of=" + at); };
    report("丙局", 2020, 3);
    for (const auto& at : Texts{"3", now(3)}) EXPECT_EQ(reports(at).lines.size(), 3U) << at;
    for (const auto& at : Texts{"2", "1-2", now(2)}) EXPECT_EQ(reports(at).lines.size(), 2U) << at;
    EXPECT_EQ(reports("1-1").lines.size(), 1U);
    for (const auto& at : Texts{"1-3", "1-4", now(4), model::to_text({small_.store().epoch() + 1, 1})}) {
        EXPECT_EQ(reports(at).outcome.error().code, ErrorCode::usage) << at;
        for (const auto* path : {"/v1/reports", "/v1/reports/%E7%94%B2%E5%B1%80/2020"}) {
            const auto raw = exchange("GET " + std::string{path} + "?as_of=" + at + " HTTP/1.1", "}\n");
            EXPECT_TRUE(raw.starts_with("HTTP/1.1 410 Gone\r\n")) << raw;
            EXPECT_NE(raw.find(R"("resume":"/v1/snapshot","cursor":")" + now(3) + "\""), std::string::npos)
                << raw;
            EXPECT_NE(raw.find("as of " + at + ": "), std::string::npos) << raw;
        }
        // Without a daemon in the same words.
        const auto here = moment_in(small_.store(), at);
        ASSERT_FALSE(here) << at;
        EXPECT_EQ(here.error().context, reports(at).outcome.error().context);
    }
    EXPECT_TRUE(exchange("GET /v1/reports?as_of=4 HTTP/1.1", "}\n").starts_with("HTTP/1.1 400"));
}

}  // namespace
}  // namespace ogi::daemon
