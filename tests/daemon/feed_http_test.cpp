#include "feed_http.h"
#include "daemon/decisions/agency_names.h"

#include "base/digest.h"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <future>
#include <map>
#include <thread>

namespace ogi::daemon {
namespace {

TEST_F(FeedHttp, EachLineCarriesItsCursorAndTheFeedGoesOnFromIt) {
    for (int i = 1; i <= 5; ++i) report("甲局", 2020, i);
    const auto all = ask("/v1/changes?since=0").lines;
    EXPECT_EQ(members(all, "cursor"), (Texts{"1-1", "1-2", "1-3", "1-4", "1-5"}));
    EXPECT_EQ(members(ask("/v1/changes?since=" + member(all[2], "cursor")).lines, "sequence"),
              (Texts{"4", "5"}));
    EXPECT_EQ(ask("/v1/changes?since=3").lines.size(), 2U);
    EXPECT_EQ(ask("/v1/changes?since=1-1&limit=2").lines.size(), 2U);
}

TEST_F(FeedHttp, ACursorThatIsNotGoodGets410WithWhereToResumeAndNeverABeginning) {
    report("甲局", 2020, 1);
    for (const auto* cursor : {"1-2", "2", "7-1", "7-0"})
        for (const auto* way : {"normal", "longpoll", "continuous", "eventsource"}) {
            const auto raw = exchange(
                "GET /v1/changes?since=" + std::string{cursor} + "&feed=" + way + " HTTP/1.1", "}\n");
            EXPECT_TRUE(raw.starts_with("HTTP/1.1 410 Gone\r\n")) << raw;
            EXPECT_NE(raw.find(R"("resume":"/v1/snapshot","cursor":"1-1","last_sequence":"1")"),
                      std::string::npos)
                << raw;
        }
    for (const auto* target : {"/v1/snapshot?at=1-2", "/v1/checkpoint?at=7-1", "/v1/snapshot?at=7-0"})
        EXPECT_EQ(ask(target).outcome.error().code, ErrorCode::usage) << target;
}

TEST_F(FeedHttp, NonsenseIsRefusedInWords) {
    for (const auto* query :
         {"since=-1", "since=1-", "since=x", "feed=pigeon", "style=some", "include=all", "limit=x",
          "heartbeat=1", "timeout=56000", "year=0", "region=4x", "class=odd", "type=added,odd", "agncy=a"})
        EXPECT_EQ(ask("/v1/changes?" + std::string{query}).outcome.error().code, ErrorCode::usage) << query;
    EXPECT_EQ(ask("/v1/snapshot?after=2020").outcome.error().code, ErrorCode::usage);
    EXPECT_EQ(ask("/v1/snapshot?since=1").outcome.error().code, ErrorCode::usage);
    EXPECT_EQ(ask("/v1/checkpoint?year=1").outcome.error().code, ErrorCode::usage);
}

TEST_F(FeedHttp, AFilteredReaderLearnsHowFarItHasRead) {
    report("甲局", 2020, 1);
    report("乙局", 2021, 1);
    report("乙局", 2022, 1);
    const auto lines = ask("/v1/changes?since=0&year=2020").lines;
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(member(lines[0], "subject"), "甲局/2020");
    EXPECT_EQ(member(lines[1], "type"), "cn.ogid.feed.position");
    EXPECT_EQ(member(lines[1], "cursor"), "1-3");
    // Nothing was skipped behind the last line: it says all.
    EXPECT_EQ(ask("/v1/changes?since=0&year=2022").lines.size(), 1U);
    EXPECT_EQ(members(ask("/v1/changes?since=1-1&year=2020&feed=longpoll&timeout=0").lines, "cursor"),
              Texts{"1-3"});
    EXPECT_EQ(ask("/v1/changes?since=1-3&year=2020&feed=longpoll&timeout=0").lines, Texts{});
    // A limit ends the answer, not the log.
    EXPECT_EQ(ask("/v1/changes?since=0&agency=%E4%B9%99%E5%B1%80&limit=1").lines.size(), 1U);
    EXPECT_EQ(ask("/v1/changes?since=0&type=added").lines.size(), 3U);
    EXPECT_EQ(members(ask("/v1/changes?since=0&type=withdrawn,restored").lines, "cursor"), Texts{"1-3"});
}

TEST_F(FeedHttp, AFilterKnowsAgenciesByIdAndRegionsByTheirCode) {
    for (const auto* division : {"420500", "420581", "500112"}) {
        storage::Commit commit;
        model::Revision revision;
        revision.number = 1;
        revision.report.agency.name = revision.report.agency.division = division;
        revision.report.year = 2020;
        const model::ReportKey key{division, 2020};
        commit.revisions = {revision};
        commit.states = {{key, 1, "http://a.example/", {}}};
        model::Change change;
        change.key = key;
        change.revision = 1;
        change.agency_id = "a-" + std::string{division};
        change.change_class = model::ChangeClass::value;
        commit.changes = {change};
        ASSERT_TRUE(small_.store().commit(std::move(commit)));
    }
    const auto subjects = [&](const std::string& filter) {
        Texts found;
        for (const auto& line : ask("/v1/changes?" + filter).lines)
            if (const auto subject = member(line, "subject"); !subject.empty()) found.push_back(subject);
        return found;
    };
    EXPECT_EQ(subjects("region=42"), (Texts{"420500/2020", "420581/2020"}));
    EXPECT_EQ(subjects("region=500112"), Texts{"500112/2020"});
    EXPECT_EQ(subjects("region=11"), Texts{});
    EXPECT_EQ(subjects("agency=a-420581"), Texts{"420581/2020"});
    EXPECT_EQ(subjects("agency=420500"), Texts{"420500/2020"});
    EXPECT_EQ(subjects("agency=4205"), Texts{});
    EXPECT_EQ(subjects("class=value,structure&region=5"), Texts{"500112/2020"});
    EXPECT_EQ(subjects("class=editorial"), Texts{});
}

TEST_F(FeedHttp, WhoFollowsAnAgencyByItsIdHearsThatItsReportsWentToAnother) {
    const auto id = agency_id_of("甲局");
    const auto other = small_.moved("甲局", 2020, "乙局");
    EXPECT_EQ(member(ask("/v1/changes?agency=" + id).lines.at(0), "subject"), "甲局/2020");
    EXPECT_EQ(member(ask("/v1/changes?agency=" + other).lines.at(0), "subject"), "甲局/2020");
}

// More entries than are looked at for one piece.
TEST_F(FeedHttp, AFilterThatWantsNothingOfALongLogComesToItsEnd) {
    for (int piece = 0; piece < 5; ++piece) {
        storage::Commit commit;
        for (int i = 0; i < 1000; ++i) {
            model::Change change;
            change.key = {"甲局" + std::to_string(piece), 1000 + i};
            change.revision = 1;
            commit.changes.push_back(std::move(change));
        }
        ASSERT_TRUE(small_.store().commit(std::move(commit)));
    }
    for (const auto* feed : {"normal", "longpoll&timeout=0", "continuous&limit=0&heartbeat=100"})
        EXPECT_NE(
            exchange("GET /v1/changes?year=7&feed=" + std::string{feed} + " HTTP/1.1", "position-1-5000")
                .find("position-1-5000"),
            std::string::npos)
            << feed;
    EXPECT_EQ(ask("/v1/snapshot?year=7").lines.size(), 1U);
    EXPECT_EQ(ask("/v1/changes?since=4999").lines.size(), 1U);
}

TEST_F(FeedHttp, StyleLatestGivesEachReportOnceAndEndsAtTheEndOfTheLog) {
    report("甲局", 2020, 1);
    report("乙局", 2020, 1);
    report("甲局", 2020, 2);
    EXPECT_EQ(members(ask("/v1/changes?style=latest").lines, "sequence"), (Texts{"2", "3", ""}));
    report("乙局", 2020, 2);
    EXPECT_EQ(members(ask("/v1/changes?style=latest").lines, "sequence"), (Texts{"3", "4", ""}));
    EXPECT_EQ(members(ask("/v1/changes?style=latest&since=1-3").lines, "sequence"), (Texts{"4", ""}));
    // Each answer says where it ended, also where it gave nothing or as much as was asked for.
    for (const auto* query : {"&since=1-4", "&limit=2", "&feed=continuous&limit=2",
                              "&since=1-4&feed=longpoll&timeout=0", "&year=1999"}) {
        const auto lines = ask("/v1/changes?style=latest" + std::string{query}).lines;
        ASSERT_FALSE(lines.empty()) << query;
        EXPECT_EQ(member(lines.back(), "type"), "cn.ogid.feed.position") << query;
        EXPECT_EQ(member(lines.back(), "cursor"), "1-4") << query;
    }
}

TEST_F(FeedHttp, WhatIsIncludedIsSaidTogetherWithTheDigestOfTheStoredLine) {
    report("甲局", 2020, 1);
    const auto stored = ask("/v1/changes").lines.at(0);
    const auto ref = object(ask("/v1/changes?include=ref").lines.at(0));
    EXPECT_FALSE(ref.at("data").as_object().contains("cells"));
    EXPECT_EQ(ref.at("linesha256").as_string(), base::sha256_hex(stored));
    const auto whole = object(ask("/v1/changes?include=report").lines.at(0));
    EXPECT_EQ(whole.at("linesha256").as_string(), base::sha256_hex(stored));
    const auto& told = whole.at("data").as_object().at("report").as_object();
    EXPECT_EQ(told.at("revision").as_int64(), 1);
    EXPECT_EQ(told.at("year").as_int64(), 2020);
    EXPECT_TRUE(told.contains("withdrawn_at"));
    EXPECT_EQ(ask("/v1/changes?include=cells").lines.at(0), stored);
}

TEST_F(FeedHttp, ALongPollIsAnsweredByTheNextEntryThatItWants) {
    auto poll = std::async(std::launch::async,
                           [this] { return ask("/v1/changes?since=0&feed=longpoll&year=2021").lines; });
    report("甲局", 2020, 1);
    report("甲局", 2021, 1);
    EXPECT_EQ(members(poll.get(), "subject"), Texts{"甲局/2021"});
}

TEST_F(FeedHttp, AStreamGoesOnWithWhatComesAndItsHeartbeatsCarryTheCursor) {
    report("甲局", 2020, 1);
    const auto lines = exchange("GET /v1/changes?feed=continuous&heartbeat=100 HTTP/1.1", "feed.position");
    EXPECT_NE(lines.find(R"("cursor":"1-1","data")"), std::string::npos) << lines;
    EXPECT_NE(lines.find(R"("id":"position-1-1")"), std::string::npos) << lines;
    const auto events =
        exchange("GET /v1/changes?feed=eventsource&heartbeat=100 HTTP/1.1", ": alive\n: cursor 1-1\n\n");
    EXPECT_NE(events.find("id: 1-1\ndata: {\"specversion\":\"1.0\""), std::string::npos) << events;
    // Also where nothing of the log is wanted.
    const auto filtered =
        exchange("GET /v1/changes?feed=eventsource&year=1999&heartbeat=100 HTTP/1.1", ": alive\nid: 1-1\n\n");
    EXPECT_EQ(filtered.find("data:"), std::string::npos) << filtered;
    // A limit ends a stream.
    EXPECT_EQ(ask("/v1/changes?feed=continuous&limit=1").lines.size(), 1U);
}

TEST_F(FeedHttp, WhoeverWaitsIsLetGoWhenTheServerEnds) {
    report("甲局", 2020, 1);
    const auto end = member(ask("/v1/changes?since=0").lines.front(), "cursor");
    std::vector<std::future<base::Result<void>>> readers;
    for (const std::string feed : {"continuous", "eventsource", "longpoll"}) {
        readers.push_back(std::async(std::launch::async, [this, feed, &end] {
            return ask("/v1/changes?timeout=50000&feed=" + feed + "&since=" + end).outcome;
        }));
    }
    const auto waiting = [this] {
        std::promise<std::string> text;
        asio::post(context_, [&] { text.set_value(metrics_.text()); });
        return text.get_future().get().find("ogid_feed_followers 3") != std::string::npos;
    };
    while (!waiting()) std::this_thread::yield();
    thread_.end();
    for (auto& reader : readers) EXPECT_FALSE(reader.get());
    EXPECT_NE(metrics_.text().find("ogid_feed_followers 0"), std::string::npos);
}

TEST_F(FeedHttp, AReconnectingEventSourceGoesOnWhereItWas) {
    report("甲局", 2020, 1);
    report("甲局", 2020, 2);
    for (const auto* id : {"1-1", "1"}) {
        const auto events = exchange(
            "GET /v1/changes?feed=eventsource&since=0 HTTP/1.1\r\nLast-Event-ID: " + std::string{id}, "\n\n");
        EXPECT_NE(events.find("id: 1-2\n"), std::string::npos) << events;
        EXPECT_EQ(events.find("id: 1-1\n"), std::string::npos) << events;
    }
    EXPECT_TRUE(exchange("GET /v1/changes?feed=eventsource HTTP/1.1\r\nLast-Event-ID: 9-9", "}\n")
                    .starts_with("HTTP/1.1 410"));
}

// What any consumer can do with the newest line of each subject.
std::string digest_of(const std::map<std::string, std::string>& lines) {
    std::array<unsigned, 32> sum{};
    for (const auto& [subject, line] : lines) {
        const auto digest = base::sha256(line);
        unsigned carry = 0;
        for (std::size_t i = 32; i-- > 0;) {
            carry += sum[i] + digest[i];
            sum[i] = carry & 255;
            carry >>= 8;
        }
    }
    static constexpr char digits[] = "0123456789abcdef";
    std::string hex;
    for (const auto byte : sum) hex += {digits[byte >> 4], digits[byte & 15]};
    return hex;
}

TEST_F(FeedHttp, AConsumerProvesThatItIsEqualByAnyOfTheThreeWays) {
    for (int i = 1; i <= 3; ++i) {
        report("甲局", 2020, i);
        report("乙局", 2019 + i, i);
    }
    const auto folded = [&](const Texts& lines) {
        std::map<std::string, std::string> newest;
        for (const auto& line : lines)
            if (member(line, "type").starts_with("cn.ogid.report.")) newest[member(line, "subject")] = line;
        return digest_of(newest);
    };
    const auto checkpoint = ask("/v1/checkpoint").lines.at(0);
    const auto snapshot = ask("/v1/snapshot").lines;
    EXPECT_EQ(member(checkpoint, "cursor"), "1-6");
    EXPECT_EQ(object(checkpoint).at("reports").as_int64(), 4);
    EXPECT_EQ(folded(ask("/v1/changes").lines), member(checkpoint, "digest"));
    EXPECT_EQ(folded(ask("/v1/changes?style=latest").lines), member(checkpoint, "digest"));
    EXPECT_EQ(folded(snapshot), member(checkpoint, "digest"));
    EXPECT_EQ(json::serialize(object(snapshot.back()).at("data")), json::serialize(object(checkpoint)));
    std::string chain(32, '\0');
    for (const auto& line : ask("/v1/changes").lines) {
        const auto next = base::sha256(chain + line);
        chain.assign(next.begin(), next.end());
    }
    static constexpr char digits[] = "0123456789abcdef";
    std::string hex;
    for (const char c : chain)
        hex += {digits[static_cast<unsigned char>(c) >> 4], digits[static_cast<unsigned char>(c) & 15]};
    EXPECT_EQ(hex, member(checkpoint, "chain"));
}

TEST_F(FeedHttp, ASnapshotThatBrokeOffGoesOnWithTheSameState) {
    for (const auto* agency : {"A", "B", "C", "D"}) report(agency, 2020, 1);
    const auto whole = ask("/v1/snapshot").lines;
    ASSERT_EQ(whole.size(), 5U);
    EXPECT_EQ(member(whole.back(), "type"), "cn.ogid.feed.checkpoint");
    EXPECT_EQ(member(whole.back(), "cursor"), "1-4");
    // What comes meanwhile does not count.
    report("A", 2020, 2);
    report("D", 2020, 2);
    report("E", 2020, 1);
    EXPECT_EQ(ask("/v1/snapshot?at=1-4").lines, whole);
    EXPECT_EQ(ask("/v1/snapshot?at=1-4&after=B/2020").lines, (Texts{whole[2], whole[3], whole[4]}));
    EXPECT_EQ(ask("/v1/snapshot?at=0").lines.size(), 1U);
}

TEST_F(FeedHttp, ASnapshotOfMoreReportsThanAPieceHoldsHasEachOnce) {
    for (int i = 0; i < 600; ++i) small_.report("甲局" + std::to_string(i), 2020, 1, "http://a.example/");
    const auto lines = ask("/v1/snapshot?include=ref").lines;
    ASSERT_EQ(lines.size(), 601U);
    std::map<std::string, int> seen;
    for (const auto& line : lines) ++seen[member(line, "subject")];
    EXPECT_EQ(seen.size(), 601U);
}

TEST_F(FeedHttp, AConsumerParksItsCursorByCompareAndSet) {
    for (int i = 1; i <= 3; ++i) report("甲局", 2020, i);
    const auto put = [&](const std::string& query, std::string body = {}) {
        return ask("/v1/consumers/index" + query, "PUT", std::move(body));
    };
    EXPECT_FALSE(put("?cursor=7-0").outcome);  // Of another store.
    ASSERT_TRUE(put("?cursor=1-1").outcome);
    EXPECT_FALSE(put("?cursor=1-2").outcome);               // It is known already.
    EXPECT_FALSE(put("?cursor=1-2&expected=1-3").outcome);  // It stands elsewhere.
    EXPECT_TRUE(put("", R"({"cursor":"1-2","expected":"1-1"})").outcome);
    EXPECT_FALSE(put("?cursor=1-1&expected=1-2").outcome);  // Never back.
    EXPECT_FALSE(put("?cursor=1-4&expected=1-2").outcome);  // Beyond the log.
    EXPECT_FALSE(put("?cursor=2&expected=1-2").outcome);    // Without its epoch it could be anything.
    EXPECT_FALSE(put("", "no JSON").outcome);
    const auto raw = exchange("PUT /v1/consumers/index?cursor=1-3 HTTP/1.1", "}\n");
    EXPECT_TRUE(raw.starts_with("HTTP/1.1 409 Conflict\r\n")) << raw;
    EXPECT_NE(raw.find(R"("cursor":"1-2")"), std::string::npos) << raw;
    EXPECT_TRUE(exchange("PUT /v1/consumers/index?cursor=7-3&expected=1-2 HTTP/1.1", "}\n")
                    .starts_with("HTTP/1.1 410"));
    const auto one = object(ask("/v1/consumers/index").lines.at(0));
    EXPECT_EQ(one.at("cursor").as_string(), "1-2");
    EXPECT_EQ(one.at("lag").as_int64(), 1);
    EXPECT_NE(metrics_.text().find("ogid_consumer_lag{consumer=\"index\"} 1\n"), std::string::npos)
        << metrics_.text();
    EXPECT_NE(metrics_.text().find("ogid_consumer_sequence{consumer=\"index\"} 2\n"), std::string::npos)
        << metrics_.text();
    EXPECT_EQ(ask("/v1/consumers").lines.size(), 1U);
    EXPECT_TRUE(ask("/v1/consumers/index", "DELETE").outcome);
    EXPECT_EQ(ask("/v1/consumers/index").outcome.error().code, ErrorCode::not_found);
    EXPECT_EQ(ask("/v1/consumers/index", "DELETE").outcome.error().code, ErrorCode::not_found);
}

// The lines at the log's end are kept in memory, and the log is larger than that.
TEST_F(FeedHttp, ManyReadersAtManyPlacesSeeTheSameLog) {
    for (int i = 1; i <= 40; ++i) report("甲局", 2020, i);
    const auto all = ask("/v1/changes?since=0").lines;
    for (std::size_t since = 0; since <= all.size(); since += 7)
        EXPECT_EQ(ask("/v1/changes?since=" + std::to_string(since)).lines,
                  Texts(all.begin() + static_cast<std::ptrdiff_t>(since), all.end()))
            << since;
}

}  // namespace
}  // namespace ogi::daemon
