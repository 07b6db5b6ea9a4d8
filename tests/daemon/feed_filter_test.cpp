#include "feed_http.h"

#include <algorithm>
#include <future>

namespace ogi::daemon {
namespace {

class FeedFilterHttp : public FeedHttp {
  protected:
    // One more revision of a report of 2020, of an agency that stands there.
    void stands(std::string_view agency, std::string_view division) {
        small_.report(agency, 2020, ++figure_, "http://a.example/", division);
    }
    Texts subjects_and_sequences(const std::string& target) {
        Texts found;
        for (const auto& line : ask(target).lines)
            if (const auto sequence = member(line, "sequence"); !sequence.empty())
                found.push_back(member(line, "subject") + " " + sequence);
        return found;
    }
    void append(int entries) {
        for (int made = 0; made < entries;) {
            storage::Commit commit;
            for (int i = 0; i < 1000 && made < entries; ++i, ++made) {
                model::Change change;
                change.key = {"甲局" + std::to_string(made / 1000), 1000 + i};
                change.revision = 1;
                commit.changes.push_back(std::move(change));
            }
            ASSERT_TRUE(small_.store().commit(std::move(commit)));
        }
    }

  private:
    int figure_ = 0;
};

TEST_F(FeedFilterHttp, WhatStandsThereTwiceIsRefused) {
    report("甲局", 2020, 1);
    for (const auto* target : {"/v1/changes?since=1-1&since=1-0", "/v1/changes?feed=normal&feed=normal",
                               "/v1/snapshot?at=1&at=1", "/v1/checkpoint?at=1&at=1",
                               "/v1/changes.atom?year=2020&year=2021", "/v1/reports?year=2020&year=2021",
                               "/v1/reports?year=2020&%79ear=2021", "/v1/coverage?year=2020&year=2020"})
        EXPECT_EQ(ask(target).outcome.error().code, ErrorCode::usage) << target;
    EXPECT_EQ(ask("/v1/consumers/index?cursor=1-1&cursor=1-1", "PUT").outcome.error().code, ErrorCode::usage);
    EXPECT_EQ(ask("/v1/consumers/index?cursor=1-1", "PUT", R"({"cursor":"1-1"})").outcome.error().code,
              ErrorCode::usage);
}

TEST_F(FeedFilterHttp, ASnapshotGoesOnBehindASubjectOfOneState) {
    report("甲局", 2020, 1);
    report("甲局", 2021, 1);
    for (const auto* after : {"a/99999", "a/10000", "a/0", "a/-1", "a/", "/2020", "a", "a/2020x", ""})
        EXPECT_EQ(ask("/v1/snapshot?at=1-2&after=" + std::string{after}).outcome.error().code,
                  ErrorCode::usage)
            << after;
    EXPECT_EQ(ask("/v1/snapshot?after=%E7%94%B2%E5%B1%80/2020").outcome.error().code, ErrorCode::usage);
    EXPECT_EQ(ask("/v1/snapshot?at=1-2&after=%E7%94%B2%E5%B1%80/2020").lines.size(), 2U);
    EXPECT_EQ(ask("/v1/snapshot?at=1-2&after=%E7%94%B2%E5%B1%80/9999").lines.size(), 1U);
    EXPECT_EQ(ask("/v1/reports?after=a/99999").outcome.error().code, ErrorCode::usage);
}

TEST_F(FeedFilterHttp, ARegionIsTheSameEverywhere) {
    stands("湖北省宜昌市财政局", "420500");
    stands("湖南省长沙市财政局", "430100");
    for (const auto* region : {"42", "420000", "4205", "420500"}) {
        const auto of = "region=" + std::string{region};
        EXPECT_EQ(subjects_and_sequences("/v1/changes?" + of), Texts{"湖北省宜昌市财政局/2020 1"}) << of;
        EXPECT_EQ(ask("/v1/snapshot?" + of).lines.size(), 2U) << of;
        EXPECT_EQ(ask("/v1/coverage?" + of).lines.size(), 1U) << of;
        const auto atom = ask("/v1/changes.atom?" + of).lines;
        EXPECT_EQ(std::ranges::count(atom, "<entry>"), 1) << of;
        EXPECT_EQ(std::ranges::count(atom, "<id>" + small_.store().source_uri() + ":1-1</id>"), 1) << of;
    }
    for (const auto* region : {"zz", "", "-42", "4x", "42%20", "1234567890123"})
        for (const auto* path : {"/v1/changes?region=", "/v1/snapshot?region=", "/v1/changes.atom?region="})
            EXPECT_EQ(ask(path + std::string{region}).outcome.error().code, ErrorCode::usage)
                << path << region;
    EXPECT_EQ(ask("/v1/coverage?region=zz").outcome.error().code, ErrorCode::usage);
}

TEST_F(FeedFilterHttp, WhoFollowsARegionHearsOfWhatWentElsewhere) {
    stands("甲局", "420500");  // 1
    stands("甲局", "430100");
    stands("甲局", "430100");
    stands("乙局", "430100");  // 4
    stands("乙局", "420581");
    stands("丙局", "");
    EXPECT_EQ(subjects_and_sequences("/v1/changes?region=42"),
              (Texts{"甲局/2020 1", "甲局/2020 2", "甲局/2020 3", "乙局/2020 5"}));
    EXPECT_EQ(subjects_and_sequences("/v1/changes?region=43"),
              (Texts{"甲局/2020 2", "甲局/2020 3", "乙局/2020 4", "乙局/2020 5"}));
    // Whoever reads only the newest ends with the same.
    for (const auto* region : {"42", "43"})
        EXPECT_EQ(subjects_and_sequences("/v1/changes?style=latest&region=" + std::string{region}),
                  (Texts{"甲局/2020 3", "乙局/2020 5"}));
    EXPECT_EQ(subjects_and_sequences("/v1/snapshot?region=4205").size(), 2U);
    EXPECT_EQ(subjects_and_sequences("/v1/snapshot?region=11"), Texts{});
    // As of an entry, of what stood there up to it.
    EXPECT_EQ(subjects_and_sequences("/v1/snapshot?region=42&at=4"), Texts{"甲局/2020 3"});
    // And whole reports say where they stand now.
    const auto moved = object(ask("/v1/changes?region=42&include=report").lines.at(1));
    EXPECT_EQ(moved.at("data").at("report").at("agency").at("division").as_string(), "430100");
}

TEST_F(FeedFilterHttp, WhoWantsNothingOfALongLogIsToldHowFarItIs) {
    append(25'000);
    const auto lines = ask("/v1/changes?since=0&year=7").lines;
    EXPECT_EQ(members(lines, "cursor"), (Texts{"1-10000", "1-20000", "1-25000"}));
    EXPECT_EQ(members(lines, "type"), Texts(3, "cn.ogid.feed.position"));
    // Each is a place to go on from.
    EXPECT_EQ(members(ask("/v1/changes?since=1-20000&year=7").lines, "cursor"), Texts{"1-25000"});
    EXPECT_EQ(members(ask("/v1/changes?since=1-20000&year=7&style=latest").lines, "cursor"),
              Texts{"1-25000"});
    // What is wanted counts as said.
    const auto some = ask("/v1/changes?since=0&year=1003").lines;
    EXPECT_EQ(some.size(), 26U);
    EXPECT_EQ(member(some.back(), "cursor"), "1-25000");
    EXPECT_EQ(member(some[some.size() - 2], "sequence"), "24004");
}

TEST_F(FeedFilterHttp, ALongPollThatReadsALongLogSaysSoAtOnceAndThenWaits) {
    append(25'000);
    const auto raw =
        exchange("GET /v1/changes?year=7&feed=longpoll&timeout=55000 HTTP/1.1", "position-1-20000");
    EXPECT_TRUE(raw.starts_with("HTTP/1.1 200 OK\r\n")) << raw.substr(0, 200);
    const auto streamed = exchange("GET /v1/changes?year=7&feed=eventsource HTTP/1.1", "1-25000");
    for (const auto* id : {"id: 1-10000\n\n", "id: 1-20000\n\n", "id: 1-25000"})
        EXPECT_NE(streamed.find(id), std::string::npos) << id;
    EXPECT_EQ(streamed.find("data:"), std::string::npos);
    auto poll = std::async(std::launch::async,
                           [this] { return ask("/v1/changes?since=0&feed=longpoll&year=2021").lines; });
    report("乙局", 2021, 1);
    EXPECT_EQ(member(poll.get().back(), "subject"), "乙局/2021");
}

}  // namespace
}  // namespace ogi::daemon
