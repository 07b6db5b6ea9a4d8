#include "daemon/visit/decide.h"

#include "situation.h"

#include <gtest/gtest.h>

namespace ogi::daemon {
namespace {

using model::ChangeType;
using model::VisitOutcome;
using namespace std::chrono_literals;

constexpr std::string_view portal = "http://portal.example/2020.html";
constexpr std::string_view bureau = "http://bureau.example/2020.html";

// Nothing that a reader of the feed or of the reports would notice.
void expect_no_change(const Decided& decided) {
    EXPECT_TRUE(decided.commit.changes.empty());
    EXPECT_TRUE(decided.commit.revisions.empty());
    EXPECT_TRUE(decided.commit.states.empty());
}

void expect_one_change(const Decided& decided, ChangeType type, int revision) {
    ASSERT_EQ(decided.commit.changes.size(), 1U);
    EXPECT_EQ(decided.commit.changes[0].type, type);
    EXPECT_EQ(decided.commit.changes[0].revision, revision);
}

TEST(Decide, AReportSeenForTheFirstTimeIsAdded) {
    Situation situation;
    const auto decided = situation.shows(bureau, report_of(2020), noon);
    expect_one_change(decided, ChangeType::added, 1);
    const auto& change = decided.commit.changes[0];
    EXPECT_EQ(change.key, (model::ReportKey{"示例县财政局", 2020}));
    EXPECT_EQ(change.source_url, bureau);
    EXPECT_EQ(change.observed_at, noon);
    EXPECT_TRUE(change.cells.empty());

    ASSERT_EQ(decided.commit.revisions.size(), 1U);
    const auto& revision = decided.commit.revisions[0];
    EXPECT_EQ(revision.number, 1);
    EXPECT_EQ(revision.observed_at, noon - 1s);  // When the body arrived.
    EXPECT_EQ(revision.snapshot, situation.page(bureau).snapshot);
    EXPECT_EQ(revision.report, report_of(2020));
    EXPECT_EQ(situation.state(2020).source_url, bureau);
    EXPECT_FALSE(situation.state(2020).withdrawn_at);
    EXPECT_EQ(years_of(situation.page(bureau).reports), "2020");
}

TEST(Decide, APageThatIsUnchangedChangesNothing) {
    Situation situation;
    situation.shows(bureau, report_of(2020), noon);
    expect_no_change(situation.ends(bureau, VisitOutcome::unchanged, noon + 1h));
    EXPECT_EQ(situation.page(bureau).unchanged, 1);
    EXPECT_EQ(years_of(situation.page(bureau).reports), "2020");
}

TEST(Decide, NewBytesWithTheSameContentChangeNothing) {
    Situation situation;
    situation.shows(bureau, report_of(2020), noon);
    expect_no_change(
        situation.visit(bureau, changed_body(bureau, "another footer"), showing(report_of(2020)), noon + 1h));
}

TEST(Decide, AChangedCellIsOneRevisionWithExactlyThatCell) {
    Situation situation;
    situation.shows(bureau, report_of(2020, 36), noon);
    const auto decided = situation.shows(bureau, report_of(2020, 38), noon + 1h);
    expect_one_change(decided, ChangeType::revised, 2);
    const auto& change = decided.commit.changes[0];
    ASSERT_EQ(change.cells.size(), 1U);
    EXPECT_EQ(change.cells[0].id, "requests.new_received.total");
    EXPECT_EQ(change.cells[0].old_cell.value, model::Decimal::whole(36));
    EXPECT_EQ(change.cells[0].new_cell.value, model::Decimal::whole(38));
    EXPECT_TRUE(change.aspects.empty());
    ASSERT_EQ(decided.commit.revisions.size(), 1U);
    EXPECT_EQ(decided.commit.revisions[0].number, 2);
}

TEST(Decide, AChangedTitleIsARevisionWithoutCells) {
    Situation situation;
    situation.shows(bureau, report_of(2020), noon);
    auto retitled = report_of(2020);
    retitled.title = "2020年度报告";
    const auto decided = situation.shows(bureau, retitled, noon + 1h);
    expect_one_change(decided, ChangeType::revised, 2);
    EXPECT_TRUE(decided.commit.changes[0].cells.empty());
    EXPECT_EQ(decided.commit.changes[0].aspects, std::vector<std::string>{"title"});
}

TEST(Decide, WhatOnlyAnotherCopySaysIsKeptWithThatCopy) {
    Situation situation;
    situation.shows(bureau, report_of(2020, 36), noon);
    expect_no_change(situation.shows(portal, report_of(2020, 99), noon + 1h));
    const auto standing = situation.standing({"示例县财政局", 2020});
    ASSERT_EQ(standing->copies.size(), 2U);
    EXPECT_NE(standing->copies[0].content_digest, standing->copies[1].content_digest);
    EXPECT_EQ(situation.state(2020).source_url, bureau);
}

TEST(Decide, AFullerCopyIsReinterpretedNotRevised) {
    Situation situation;
    auto meagre = report_of(2020);
    meagre.cells.erase("requests.granted.total");
    situation.shows(portal, meagre, noon);
    const auto decided = situation.shows(bureau, report_of(2020), noon + 1h);
    expect_one_change(decided, ChangeType::reinterpreted, 2);
    EXPECT_EQ(situation.state(2020).source_url, bureau);
}

TEST(Decide, AnOfficialCopyGoesBeforeAFullerMirror) {
    Situation situation;
    auto mirror = report_of(2020);
    mirror.official = false;
    situation.shows(portal, mirror, noon);
    auto official = report_of(2020);
    official.cells.erase("requests.granted.total");
    expect_one_change(situation.shows(bureau, official, noon + 1h), ChangeType::reinterpreted, 2);

    auto fuller = report_of(2020);
    fuller.official = false;
    fuller.title = "a mirror's title";
    expect_no_change(situation.shows(portal, fuller, noon + 2h));
}

TEST(Decide, ThePageOfAFailedVisitKeepsItsReport) {
    for (const auto outcome : {VisitOutcome::failed, VisitOutcome::challenged, VisitOutcome::disallowed}) {
        Situation situation;
        situation.shows(bureau, report_of(2020), noon);
        for (int look = 1; look <= 3; ++look) {
            const auto decided = situation.ends(bureau, outcome, noon + look * 100h);
            expect_no_change(decided);
            EXPECT_TRUE(decided.commit.copies.empty());
        }
        EXPECT_EQ(years_of(situation.page(bureau).reports), "2020");
        EXPECT_FALSE(situation.page(bureau).etag.empty());
        EXPECT_EQ(situation.page(bureau).failures, outcome == VisitOutcome::disallowed ? 0 : 3);
    }
}

TEST(Decide, FailuresAreCountedUntilOneVisitSucceeds) {
    Situation situation;
    situation.ends(bureau, VisitOutcome::failed, noon);
    situation.ends(bureau, VisitOutcome::failed, noon + 1h);
    EXPECT_EQ(situation.page(bureau).failures, 2);
    situation.ends(bureau, VisitOutcome::unchanged, noon + 2h);
    EXPECT_EQ(situation.page(bureau).failures, 0);
}

TEST(Decide, APageThatShowsNoReportAnyMoreLeavesItsReport) {
    Situation situation;
    situation.shows(bureau, report_of(2020), noon);
    const auto decided = situation.visit(bureau, changed_body(bureau, "error page"),
                                         showing_no_report("no sections of the form"), noon + 1h);
    expect_no_change(decided);
    EXPECT_TRUE(decided.commit.copies.empty());
    EXPECT_TRUE(situation.page(bureau).outcome_note.starts_with(
        "no sections of the form; held back (no_report): it showed a report and shows none"))
        << situation.page(bureau).outcome_note;
    EXPECT_EQ(situation.page(bureau).suspect->doubts, std::vector{model::Doubt::no_report});
    EXPECT_EQ(years_of(situation.page(bureau).reports), "2020");
}

TEST(Decide, AReportWithoutAYearIsNotedAndNotStored) {
    Situation situation;
    const auto decided = situation.shows(bureau, report_of(0), noon);
    expect_no_change(decided);
    EXPECT_TRUE(decided.commit.copies.empty());
    EXPECT_EQ(situation.page(bureau).outcome_note, "a report, but its agency or year cannot be told");
}

TEST(Decide, ABodyThatCannotBeReadIsStillTheSnapshotWeHold) {
    Situation situation;
    auto fetched = changed_body(bureau, "broken");
    fetched.note = "not read: nested too deeply";
    const auto digest = fetched.snapshot->digest;
    expect_no_change(situation.visit(bureau, std::move(fetched), std::nullopt, noon));
    EXPECT_EQ(situation.page(bureau).snapshot, digest);
    EXPECT_EQ(situation.page(bureau).outcome_note, "not read: nested too deeply");
}

TEST(Decide, ABodyThatBreaksOffIsHeldBackWhereTheOneBeforeWasWhole) {
    Situation situation;
    situation.shows(bureau, report_of(2020), noon);
    const auto held = situation.page(bureau).snapshot;
    auto cut = showing(report_of(2020));
    cut.reports.at(0).content_digest = "of half a report";
    cut.breaks_off = true;
    situation.held_was_whole = true;
    expect_no_change(situation.visit(bureau, changed_body(bureau, "half"), cut, noon + 1h));
    EXPECT_EQ(situation.page(bureau).outcome, VisitOutcome::failed);
    EXPECT_EQ(situation.page(bureau).reason, model::FailureReason::truncated);
    EXPECT_TRUE(situation.page(bureau).outcome_note.starts_with(
        "held back (cut_off): the body breaks off before its end; look 1 of 2"))
        << situation.page(bureau).outcome_note;
    EXPECT_EQ(situation.page(bureau).snapshot, held);
    EXPECT_EQ(situation.page(bureau).etag, "\"1\"");
    EXPECT_EQ(situation.page(bureau).suspect->snapshot, changed_body(bureau, "half").snapshot->digest);

    situation.held_was_whole = false;  // A site that never closes its pages.
    const auto decided = situation.visit(bureau, changed_body(bureau, "new"), cut, noon + 2h);
    expect_one_change(decided, ChangeType::revised, 2);
}

TEST(Decide, APageThatWasReadInPartSaysWhichLimitItReached) {
    Situation situation;
    auto part = showing(report_of(2020));
    part.limits = {"links_max", "grids_max"};
    situation.visit(bureau, changed_body(bureau), part, noon);
    EXPECT_EQ(situation.page(bureau).outcome_note, "read in part, limit links_max, grids_max");
}

}  // namespace
}  // namespace ogi::daemon
