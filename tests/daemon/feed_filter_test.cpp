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

TEST_F(FeedFilterHttp, AnEmptyValueChoosesNotEverything) {
    report("甲局", 2020, 1);
    for (const auto* target : {"/v1/changes?agency=",
                               "/v1/changes?agency",
                               "/v1/changes?class=",
                               "/v1/changes?type=",
                               "/v1/changes?year=",
                               "/v1/changes?since=",
                               "/v1/changes?limit=",
                               "/v1/changes?include=",
                               "/v1/snapshot?agency=",
                               "/v1/snapshot?at=",
                               "/v1/changes.atom?agency=",
                               "/v1/changes.atom?year=",
                               "/v1/changes.atom?through=",
                               "/v1/changes.atom?year=10000",
                               "/v1/checkpoint?at=",
                               "/v1/coverage?agency=",
                               "/v1/coverage?region=",
                               "/v1/coverage?year=",
                               "/v1/coverage?year=0",
                               "/v1/coverage?year=10000",
                               "/v1/coverage?at=",
                               "/v1/coverage?by=",
                               "/v1/coverage?by=year",
                               "/v1/coverage?digits=",
                               "/v1/coverage?digits=0",
                               "/v1/coverage?digits=13",
                               "/v1/reports?agency=",
                               "/v1/reports?year=0",
                               "/v1/reports?as_of=",
                               "/v1/agencies?agency=",
                               "/v1/roster?agency=",
                               "/v1/overdue?agency=",
                               "/v1/overdue?at=",
                               "/v1/captures?url=",
                               "/v1/pages?after=",
                               "/v1/reports/%E7%94%B2%E5%B1%80/2020/checks?revision=",
                               "/v1/reports/%E7%94%B2%E5%B1%80/2020/checks?revision=0",
                               "/v1/reports/%E7%94%B2%E5%B1%80/2020/source?part="}) {
        const auto answered = ask(target);
        ASSERT_FALSE(answered.outcome) << target;
        EXPECT_EQ(answered.outcome.error().code, ErrorCode::usage) << target;
    }
    EXPECT_EQ(ask("/v1/changes?type=odd").outcome.error().context,
              "type must be of added, revised, withdrawn, restored, reinterpreted, several with commas, not "
              "\"odd\"");
}

TEST_F(FeedFilterHttp, WhoFollowsANameThatNobodyHasIsToldSo) {
    report("甲局", 2020, 1);
    const auto warning = [&](const std::string& target) {
        return member(ask(target).lines.back(), "warning");
    };
    EXPECT_EQ(warning("/v1/changes?agency=%E7%94%B2").find("no report has the agency"), 0U);
    EXPECT_EQ(warning("/v1/snapshot?agency=%E7%94%B2").find("no report has the agency"), 0U);
    const auto events = exchange("GET /v1/changes?feed=eventsource&agency=%0Aid:7 HTTP/1.1", ": cursor");
    EXPECT_NE(events.find("\n: warning no report has the agency"), std::string::npos) << events;
    EXPECT_EQ(events.find("id:7"), std::string::npos) << events;
    // Whoever is known, or may be by an id.
    report("乙局", 2020, 1);
    for (const auto* of : {"agency=%E7%94%B2%E5%B1%80", "agency=a-0123456789abcdef", "year=1999"})
        for (const auto* path : {"/v1/changes?", "/v1/snapshot?"})
            EXPECT_EQ(warning(std::string{path} + of), "") << path << of;
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
    // Atom's readers hear of the same.
    for (const auto* region : {"42", "43", "4205", "11"}) {
        const auto atom = ask("/v1/changes.atom?region=" + std::string{region}).lines;
        EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(atom, "<entry>")),
                  subjects_and_sequences("/v1/changes?region=" + std::string{region}).size())
            << region;
    }
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
