#include "daemon/sinks/runner.h"

#include "daemon/decisions/agency_names.h"
#include "daemon/sinks/backoff.h"
#include "memory_sink.h"

#include <gtest/gtest.h>

#include <fstream>

namespace ogi::daemon {
namespace {

using namespace std::chrono_literals;

TEST_F(SinkRunnerTest, EverythingComesInOrderAndByteForByte) {
    const auto runner = run();
    ASSERT_TRUE(has_all(5));
    EXPECT_EQ(target.arrived, (std::vector<std::uint64_t>{1, 2, 3, 4, 5}));
    std::string line;
    ASSERT_TRUE(data.store().for_each_change(
        4, [&](std::uint64_t, std::string_view found) { return line = found, true; }));
    EXPECT_EQ(target.lines.at("某市财政局/2024"), line);
}

TEST_F(SinkRunnerTest, NewsWakesIt) {
    const auto runner = run();
    ASSERT_TRUE(has_all(5));
    data.report("某市财政局", 2020, 77, "http://a.example/0");
    runner->notify();
    ASSERT_TRUE(has_all(6));
    while (runner->status().lag() != 0) std::this_thread::yield();  // Counted behind the delivery.
    EXPECT_EQ(runner->status().delivered, 6U);
}

TEST_F(SinkRunnerTest, ANewRunGoesOnWhereTheTargetStands) {
    run().reset();
    ASSERT_TRUE(target.wait_for([&] { return true; }));
    const auto before = target.position ? target.position->sequence : 0;
    target.arrived.clear();
    const auto runner = run();
    ASSERT_TRUE(has_all(5));
    EXPECT_EQ(target.arrived.size(), 5 - before);
}

TEST_F(SinkRunnerTest, APositionThatTheTargetDoesNotKeepIsParked) {
    kind.position = PositionKept::by_store;
    auto runner = run();
    ASSERT_TRUE(has_all(5));
    runner.reset();
    EXPECT_EQ(parked.at("memory"), (SinkPosition{1, 5}));
    target.arrived.clear();
    data.report("某市财政局", 2020, 77, "http://a.example/0");
    runner = run();
    ASSERT_TRUE(has_all(6));
    EXPECT_EQ(target.arrived, (std::vector<std::uint64_t>{6}));
}

TEST_F(SinkRunnerTest, TroubleIsToldAndTriedAgainUntilItPasses) {
    for (int i = 0; i < 4; ++i) target.troubles.push_back({.why = "the target is away"});
    const auto runner = run();
    ASSERT_TRUE(has_all(5));
    EXPECT_EQ(target.opens, 5);
    EXPECT_EQ(target.arrived, (std::vector<std::uint64_t>{1, 2, 3, 4, 5}));
}

TEST_F(SinkRunnerTest, AHaltedSinkWaitsForAPerson) {
    target.troubles.push_back({.why = "no more, please", .remedy = Remedy::resume});
    const auto runner = run();
    ASSERT_TRUE(target.wait_for([&] { return target.troubles.empty(); }));
    while (runner->status().state != SinkState::halted) std::this_thread::yield();
    EXPECT_EQ(runner->status().last_error, "no more, please");
    EXPECT_EQ(runner->status().lag(), 5U);
    runner->notify();
    EXPECT_TRUE(target.arrived.empty());
    runner->resume();
    EXPECT_TRUE(has_all(5));
}

TEST_F(SinkRunnerTest, ATargetThatWantedNoMoreIsNotAskedAgainByTheNextRun) {
    target.troubles.push_back({"no more, please", Remedy::resume});
    auto runner = run();
    while (runner->status().state != SinkState::halted) std::this_thread::yield();
    runner.reset();
    EXPECT_EQ(halt, "no more, please");
    const auto opens = target.opens;
    runner = run();
    while (runner->status().state != SinkState::halted) std::this_thread::yield();
    EXPECT_EQ(runner->status().last_error, "no more, please");
    EXPECT_EQ(target.opens, opens);
    runner->resume();
    EXPECT_TRUE(has_all(5));
    runner.reset();
    EXPECT_EQ(halt, "");
}

TEST_F(SinkRunnerTest, ARefusedEntryIsTriedAgainAloneAndHoldsThePositionBack) {
    target.poison = 2, target.poison_times = 3;
    const auto runner = run();
    ASSERT_TRUE(has_all(5));
    EXPECT_EQ(target.arrived, (std::vector<std::uint64_t>{1, 2, 2, 2, 2, 3, 4, 5}));
    EXPECT_EQ(target.lines.size(), 5U);
}

TEST_F(SinkRunnerTest, APoisonousEntryIsPutAsideOnlyWhereThatIsConfigured) {
    const TemporaryFolder folder;
    target.poison = 4, target.poison_times = -1;
    settings.tries_max = 3;
    auto runner = run();
    while (runner->status().refused < 20) std::this_thread::yield();
    EXPECT_EQ(runner->status().position->sequence, 2U);
    EXPECT_NE(runner->status().last_error.find("entry 4 is refused: it tastes bad"), std::string::npos);
    runner.reset();
    settings.dead_letters = folder.path() / "dead.ndjson";
    runner = run();
    ASSERT_TRUE(has_all(5));
    EXPECT_EQ(runner->status().put_aside, 1U);
    std::ifstream in{settings.dead_letters};
    std::string line, second;
    std::getline(in, line);
    EXPECT_FALSE(std::getline(in, second));
    EXPECT_NE(line.find("\"why\":\"it tastes bad\",\"event\":{\"specversion\""), std::string::npos);
    EXPECT_FALSE(target.lines.contains("某市财政局/2023"));
}

TEST_F(SinkRunnerTest, NothingComesBehindARefusedEntryWhereOrderIsPromised) {
    const TemporaryFolder folder;
    kind.behind_refusal = BehindRefusal::waits;
    target.waits = true;
    settings.batch_max = 4;
    target.poison = 2, target.poison_times = 2;
    auto runner = run();
    ASSERT_TRUE(has_all(5));
    EXPECT_EQ(target.arrived, (std::vector<std::uint64_t>{1, 2, 2, 2, 3, 4, 5}));
    while (runner->status().delivered < 5) std::this_thread::yield();  // Counted behind the delivery.
    EXPECT_EQ(runner->status().delivered, 5U);
    runner.reset();
    target.position.reset(), target.arrived.clear(), target.poison_times = -1;
    settings.tries_max = 2, settings.dead_letters = folder.path() / "dead.ndjson";
    runner = run();
    ASSERT_TRUE(has_all(5));
    EXPECT_EQ(target.arrived, (std::vector<std::uint64_t>{1, 2, 2, 3, 4, 5}));
    EXPECT_EQ(runner->status().put_aside, 1U);
}

TEST_F(SinkRunnerTest, ABatchInTroubleComesAgainAsItWasWhereTheTargetKeepsNoPosition) {
    kind.position = PositionKept::by_store;
    settings.batch_max = 100;
    settings.retry_first = settings.retry_max = std::chrono::hours{1};
    target.troubles = {{.why = "away"}, {.why = "away"}};
    const auto runner = run();
    for (std::uint64_t tries = 1; tries <= 2; ++tries) {
        while (runner->status().tries != tries || runner->status().state != SinkState::retrying)
            std::this_thread::yield();
        data.report("某市财政局", 2020, static_cast<int>(70 + tries), "http://a.example/0");
        runner->resume();
    }
    ASSERT_TRUE(has_all(7));
    EXPECT_EQ(target.ends, (decltype(target.ends){{1, 5}, {1, 5}, {1, 5}, {6, 7}}));
    EXPECT_EQ(target.arrived, (std::vector<std::uint64_t>{1, 2, 3, 4, 5, 6, 7}));
}

TEST_F(SinkRunnerTest, ADeadLetterFileThatCannotBeWrittenHoldsUpTheRefusedEntryAlone) {
    target.poison = 2, target.poison_times = -1;
    settings.batch_max = 5, settings.tries_max = 1;
    settings.dead_letters = "/dev/full";
    const auto runner = run();
    while (runner->status().refused < 4) std::this_thread::yield();
    EXPECT_NE(runner->status().last_error.find("dead letters /dev/full: "), std::string::npos);
    EXPECT_EQ(runner->status().put_aside, 0U);
    const std::scoped_lock lock{target.mutex};
    EXPECT_EQ(target.opens, 1);
    ASSERT_GE(target.arrived.size(), 8U);
    for (std::size_t i = 5; i < target.arrived.size(); ++i) EXPECT_EQ(target.arrived[i], 2U);
}

TEST_F(SinkRunnerTest, OnlyTheNewestComesWhereThatIsEnough) {
    data.report("某市财政局", 2020, 77, "http://a.example/0");
    kind.entries = EntriesWanted::newest;
    const auto runner = run();
    ASSERT_TRUE(has_all(6));
    EXPECT_EQ(target.arrived, (std::vector<std::uint64_t>{2, 3, 4, 5, 6}));
}

TEST_F(SinkRunnerTest, FiltersChooseByAgencyAndYear) {
    data.report("某县教育局", 2021, 8, "http://b.example/");
    settings.years = {2021};
    settings.agencies = {"某市财政局"};
    const auto runner = run();
    ASSERT_TRUE(has_all(6));
    EXPECT_EQ(target.arrived, (std::vector<std::uint64_t>{2}));
}

TEST_F(SinkRunnerTest, WhatAFilterLetInIsToldWhenItGoesElsewhere) {
    data.report("某县教育局", 2021, 1, "http://b.example/", "420581");  // 6
    data.report("某县教育局", 2021, 2, "http://b.example/", "430100");
    data.report("某县教育局", 2021, 3, "http://b.example/", "430100");
    data.report("某县水利局", 2021, 1, "http://c.example/", "430100");  // 9
    data.report("某县水利局", 2021, 2, "http://c.example/", "420500");
    settings.regions = {"11", "420000"};
    const auto runner = run();
    ASSERT_TRUE(has_all(10));
    EXPECT_EQ(target.arrived, (std::vector<std::uint64_t>{6, 7, 8, 10}));
}

TEST_F(SinkRunnerTest, WhoFollowsAnAgencyByItsIdHearsThatItsReportsWentToAnother) {
    data.moved("甲局", 2020, "乙局");
    settings.agencies = {agency_id_of("甲局")};
    const auto runner = run();
    ASSERT_TRUE(has_all(6));
    EXPECT_EQ(target.arrived, std::vector<std::uint64_t>{6});
}

TEST_F(SinkRunnerTest, ATargetAheadOfTheStoreIsToldAndLeftAlone) {
    target.position = SinkPosition{1, 9};
    const auto runner = run();
    while (runner->status().state != SinkState::retrying) std::this_thread::yield();
    EXPECT_NE(runner->status().last_error.find(
                  "the target has come to 1-9, and the newest entry of the store is 5"),
              std::string::npos);
    EXPECT_TRUE(target.arrived.empty());
}

TEST_F(SinkRunnerTest, ASinkEndsInAPause) {
    settings.retry_first = settings.retry_max = std::chrono::hours{1};
    target.troubles.push_back({.why = "the target is away"});
    auto runner = run();
    while (runner->status().state != SinkState::retrying) std::this_thread::yield();
    runner.reset();
    EXPECT_TRUE(target.arrived.empty());
}

TEST(SinkBackoff, PausesDoubleUpToTheLongest) {
    SinkSettings settings;
    settings.retry_first = 100ms, settings.retry_max = 1'000ms;
    EXPECT_EQ(pause_after(1, {}, settings), 100ms);
    EXPECT_EQ(pause_after(2, {}, settings), 200ms);
    EXPECT_EQ(pause_after(4, {}, settings), 800ms);
    EXPECT_EQ(pause_after(5, {}, settings), 1'000ms);
    EXPECT_EQ(pause_after(1'000'000'000, {}, settings), 1'000ms);
}

TEST(SinkBackoff, APersonIsWaitedForLongestAndTheTargetsWishIsBounded) {
    SinkSettings settings;
    settings.retry_first = 100ms, settings.retry_max = 1'000ms;
    EXPECT_EQ(pause_after(1, {.why = {}, .remedy = Remedy::person}, settings), 1'000ms);
    EXPECT_EQ(pause_after(9, {.why = {}, .wait = 300ms}, settings), 300ms);
    EXPECT_EQ(pause_after(9, {.why = {}, .wait = std::chrono::hours{1}}, settings), 1'000ms);
}

TEST(SinkPosition, VersionsRiseWithTheSequenceAndAboveAllWithTheEpoch) {
    EXPECT_EQ(version_of({1, 43}), 43);
    EXPECT_GT(version_of({2, 1}), version_of({1, 2'147'483'647}));
    // Epochs are seconds where a store was restored.
    EXPECT_GT(version_of({1'795'384'392, 1}), version_of({1'795'384'391, 2'147'483'647}));
    EXPECT_GT(version_of({4'294'967'295, 1}), version_of({1'795'384'392, 2'147'483'647}));
    EXPECT_GT(version_of({99'999'999'999, 2}), version_of({99'999'999'999, 1}));
    EXPECT_EQ(parse_sink_position(to_text(SinkPosition{2, 43})), (SinkPosition{2, 43}));
    for (const auto* foreign : {"", "43", "1-", "-1", "0-1", "1-2-3", "1-2 ", "1-99999999999999999999"})
        EXPECT_FALSE(parse_sink_position(foreign)) << foreign;
}

}  // namespace
}  // namespace ogi::daemon
