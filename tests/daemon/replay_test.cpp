#include "daemon/replay/replay.h"

#include "parser/compare.h"

#include "situation.h"

#include <gtest/gtest.h>

namespace ogi::daemon {
namespace {

using model::Cause;
using model::ChangeType;
using namespace std::chrono_literals;

constexpr std::string_view bureau = "http://bureau.example/2020.html";
constexpr std::string_view portal = "http://portal.example/2020.html";
const ReplaySettings today{.now = noon + 24h, .parser_version = "9"};

// What an older parser made of some pages, read again by today's.
class Replaying : public testing::Test {
  protected:
    void SetUp() override { situation.settings.parser_version = "8"; }

    ReplayedPage read_again(std::string_view url, std::vector<model::Report> reports) {
        ReplayedPage replayed;
        replayed.page = situation.page(url);
        Ingested now;
        for (auto& report : reports) {
            auto shown = showing(std::move(report));
            now.content += shown.content;
            now.reports.push_back(std::move(shown.reports.front()));
        }
        replayed.now.ingested = std::move(now);
        replayed.now.fetched_at = noon + 5h;
        replayed.now.snapshot = replayed.page.snapshot;
        for (const auto& key : concern_of(replayed.page, *replayed.now.ingested)) {
            if (auto standing = situation.standing(key))
                replayed.standings.emplace(key, *std::move(standing));
        }
        return replayed;
    }

    Replay replay(std::string_view url, std::vector<model::Report> reports) {
        return replay_page(read_again(url, std::move(reports)), today);
    }

    static void expect_change(const Replay& replay, std::size_t at, ChangeType type, int year) {
        ASSERT_GT(replay.commit.changes.size(), at);
        EXPECT_EQ(replay.commit.changes[at].type, type);
        EXPECT_EQ(replay.commit.changes[at].cause, Cause::reparse);
        EXPECT_EQ(replay.commit.changes[at].key.year, year);
    }

    Situation situation;
};

TEST_F(Replaying, WhatIsReadAsBeforeIsMarkedAndNothingElse) {
    situation.shows(bureau, report_of(2020), noon);
    auto done = replay(bureau, {report_of(2020)});
    EXPECT_TRUE(done.commit.changes.empty());
    EXPECT_TRUE(done.commit.revisions.empty());
    EXPECT_TRUE(done.commit.copies.empty());
    EXPECT_TRUE(done.commit.pages.empty());
    ASSERT_EQ(done.commit.states.size(), 1U);
    EXPECT_EQ(done.commit.states[0].read_by, "9");
}

TEST_F(Replaying, AnotherReadingIsReinterpretedFromTheSameBody) {
    situation.shows(bureau, report_of(2020, 36, 7), noon);
    const auto before = situation.standing({"示例县财政局", 2020})->current;
    const auto done = replay(bureau, {report_of(2020, 36, 8)});
    expect_change(done, 0, ChangeType::reinterpreted, 2020);
    ASSERT_EQ(done.commit.revisions.size(), 1U);
    const auto& revision = done.commit.revisions[0];
    EXPECT_EQ(revision.number, 2);
    EXPECT_EQ(revision.snapshot, before.snapshot);
    EXPECT_EQ(revision.observed_at, before.observed_at);
    EXPECT_EQ(revision.parser_version, "9");
    ASSERT_EQ(done.commit.copies.size(), 1U);
    EXPECT_EQ(done.commit.copies[0].content_digest, revision.content_digest);
    ASSERT_EQ(done.commit.pages.size(), 1U);
    EXPECT_EQ(done.commit.pages[0].reports, situation.page(bureau).reports);
}

TEST_F(Replaying, ANewerBodyThatDiffersForOneParserTooIsRevisedBehindIt) {
    situation.shows(bureau, report_of(2020, 36, 7), noon);
    // The older parser saw no difference in it.
    situation.visit(bureau, changed_body(bureau, "newer"), showing(report_of(2020, 36, 7)), noon + 1h);
    auto replayed = read_again(bureau, {report_of(2020, 40, 8)});
    const model::ReportKey key{"示例县财政局", 2020};
    ASSERT_TRUE(stands_on_other_bodies(replayed, key));
    auto held = report_of(2020, 36, 8);
    auto digest = parser::content_digest(held);
    replayed.held_again[key] = {1, Reading{.source_url = std::string{bureau},
                                           .fetched_at = noon,
                                           .snapshot = replayed.standings.at(key).current.snapshot,
                                           .parts = {},
                                           .parser_version = "9",
                                           .content_digest = std::move(digest),
                                           .report = std::move(held)}};
    const auto done = replay_page(replayed, today);
    ASSERT_EQ(done.commit.changes.size(), 2U);
    expect_change(done, 0, ChangeType::reinterpreted, 2020);
    EXPECT_EQ(done.commit.changes[1].type, ChangeType::revised);
    EXPECT_EQ(done.commit.changes[1].cause, Cause::source);
    EXPECT_EQ(done.commit.revisions[1].observed_at, noon + 5h);
}

TEST_F(Replaying, ACopyThatTookThePlaceOfAnotherPageIsNoChangeOfTheAgency) {
    situation.shows(bureau, report_of(2020, 36, 7), noon);
    auto replayed = read_again(bureau, {report_of(2020, 40, 8)});
    const model::ReportKey key{"示例县财政局", 2020};
    replayed.standings.at(key).current.source_url = "http://gone.example/2020.html";
    replayed.standings.at(key).current.snapshot = std::string(64, '7');
    EXPECT_FALSE(stands_on_other_bodies(replayed, key));
    const auto done = replay_page(replayed, today);
    ASSERT_EQ(done.commit.changes.size(), 1U);
    expect_change(done, 0, ChangeType::reinterpreted, 2020);
    EXPECT_EQ(done.commit.changes[0].cause, Cause::reparse);
}

TEST_F(Replaying, APageThatWasNoReportAddsOne) {
    situation.visit(bureau, changed_body(bureau), showing_no_report("not an annual report"), noon);
    const auto done = replay(bureau, {report_of(2020)});
    expect_change(done, 0, ChangeType::added, 2020);
    ASSERT_EQ(done.commit.pages.size(), 1U);
    EXPECT_EQ(years_of(done.commit.pages[0].reports), "2020");
    EXPECT_EQ(done.commit.copies.size(), 1U);
}

TEST_F(Replaying, AReportThatIsNotReadAnyMoreIsKeptAsItWas) {
    situation.shows(bureau, report_of(2020), noon);
    const auto done = replay(bureau, {});
    EXPECT_TRUE(done.commit.changes.empty());
    EXPECT_TRUE(done.commit.states.empty());
    EXPECT_TRUE(done.commit.pages.empty());
    ASSERT_EQ(done.kept.size(), 1U);
    EXPECT_EQ(done.kept[0].year, 2020);
}

TEST_F(Replaying, OneReportOfTwoThatIsNotReadAnyMoreIsKeptToo) {
    auto both = showing(report_of(2020));
    both.reports.push_back(showing(report_of(2021)).reports.front());
    situation.visit(bureau, changed_body(bureau), both, noon);
    const auto done = replay(bureau, {report_of(2021)});
    EXPECT_TRUE(done.commit.changes.empty());
    EXPECT_EQ(years_of(done.kept), "2020");
    ASSERT_EQ(done.commit.pages.size(), 1U);
    EXPECT_EQ(years_of(done.commit.pages[0].reports), "2021 2020");
}

TEST_F(Replaying, AnotherYearThanBeforeMovesTheReportWithoutSayingThatItWasTakenDown) {
    situation.shows(bureau, report_of(2019), noon);
    const auto done = replay(bureau, {report_of(2020)});
    ASSERT_EQ(done.commit.changes.size(), 2U);
    expect_change(done, 0, ChangeType::withdrawn, 2019);
    EXPECT_EQ(done.commit.changes[0].reason, model::GoneReason::reattributed);
    expect_change(done, 1, ChangeType::added, 2020);
    EXPECT_EQ(done.commit.copies_removed.size(), 1U);
    EXPECT_EQ(years_of(done.commit.pages.at(0).reports), "2020");
}

TEST_F(Replaying, AReportThatOthersShowFollowsOneOfThem) {
    situation.shows(bureau, report_of(2019), noon);
    situation.shows(portal, report_of(2019), noon + 1h);
    const auto done = replay(bureau, {report_of(2020)});
    ASSERT_EQ(done.commit.changes.size(), 1U);
    expect_change(done, 0, ChangeType::added, 2020);
    EXPECT_EQ(done.follow, std::vector<std::string>{std::string{portal}});
    ASSERT_FALSE(done.commit.states.empty());
    EXPECT_EQ(done.commit.states[0].source_url, portal);
}

TEST_F(Replaying, ACopyThatIsNotFollowedKeepsWhatItSays) {
    situation.shows(bureau, report_of(2020, 36), noon);
    situation.shows(portal, report_of(2020, 36), noon + 1h);
    const auto done = replay(portal, {report_of(2020, 37)});
    EXPECT_TRUE(done.commit.changes.empty());
    ASSERT_EQ(done.commit.copies.size(), 1U);
    EXPECT_EQ(done.commit.copies[0].content_digest, parser::content_digest(report_of(2020, 37)));
}

TEST_F(Replaying, AWithdrawnReportStaysWithdrawnWhenItIsReadOtherwise) {
    situation.shows(bureau, report_of(2020, 36, 7), noon);
    auto standing = *situation.standing({"示例县财政局", 2020});
    standing.state.withdrawn_at = noon + 1h;
    auto again = report_of(2020, 36, 8);
    auto digest = parser::content_digest(again);
    const auto done = replay_revision(standing,
                                      Reading{.source_url = std::string{bureau},
                                              .fetched_at = noon,
                                              .snapshot = standing.current.snapshot,
                                              .parts = {},
                                              .parser_version = "9",
                                              .content_digest = std::move(digest),
                                              .report = std::move(again)},
                                      today);
    expect_change(done, 0, ChangeType::reinterpreted, 2020);
    ASSERT_EQ(done.commit.states.size(), 1U);
    EXPECT_EQ(done.commit.states[0].withdrawn_at, noon + 1h);
}

}  // namespace
}  // namespace ogi::daemon
