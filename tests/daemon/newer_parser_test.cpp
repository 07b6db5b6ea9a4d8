// A visit with a newer parser than the one that wrote the current Revision.
#include "daemon/replay/tell_apart.h"
#include "daemon/visit/decide.h"
#include "parser/compare.h"

#include "situation.h"

#include <gtest/gtest.h>

namespace ogi::daemon {
namespace {

using model::Cause;
using model::ChangeType;
using namespace std::chrono_literals;

constexpr std::string_view bureau = "http://bureau.example/2020.html";
const model::ReportKey key{"示例县财政局", 2020};

class NewerParser : public testing::Test {
  protected:
    // The older parser read this.
    void SetUp() override {
        situation.settings.parser_version = "8";
        situation.shows(bureau, report_of(2020, 36, 7), noon);
        situation.settings.parser_version = "9";
    }

    // Today's parser reads this in the body that is held.
    void held_reads(model::Report report) {
        const auto current = situation.standing(key)->current;
        auto digest = parser::content_digest(report);
        situation.held_again[key] = {current.number, Reading{.source_url = std::string{bureau},
                                                             .fetched_at = current.observed_at,
                                                             .snapshot = current.snapshot,
                                                             .parts = {},
                                                             .parser_version = "9",
                                                             .content_digest = std::move(digest),
                                                             .report = std::move(report)}};
    }

    Situation situation;
};

// A program that reads documents is a part of the reader: another version of it may read otherwise.
class NewerProgram : public NewerParser {
  protected:
    static Ingested showing_by(model::Report report, std::string reader) {
        auto ingested = showing(std::move(report));
        ingested.reports.front().reader = std::move(reader);
        return ingested;
    }

    Decided shows_by(model::Report report, std::string_view body, std::string reader, base::UtcTime now) {
        return situation.visit(bureau, changed_body(bureau, body), showing_by(std::move(report), reader),
                               now);
    }

    void SetUp() override {
        situation.settings.parser_version = "9";
        shows_by(report_of(2020, 36, 7), "first", "poppler 22.12.0", noon);
    }
};

TEST_F(NewerProgram, IsNamedWithTheParser) {
    EXPECT_EQ(situation.standing(key)->current.parser_version, "9, poppler 22.12.0");
}

TEST_F(NewerProgram, ThatReadsTheHeldBodyOtherwiseRevisesNothing) {
    held_reads(report_of(2020, 36, 8));
    const auto decided = shows_by(report_of(2020, 36, 8), "second", "poppler 25.03.0", noon + 1h);
    ASSERT_EQ(decided.commit.changes.size(), 1U);
    EXPECT_EQ(decided.commit.changes[0].type, ChangeType::reinterpreted);
    EXPECT_EQ(decided.commit.changes[0].cause, Cause::reparse);
}

TEST_F(NewerProgram, WithoutTheHeldBodySaysNothingOfTheAgency) {
    const auto decided = shows_by(report_of(2020, 40, 8), "second", "poppler 25.03.0", noon + 1h);
    ASSERT_EQ(decided.commit.changes.size(), 1U);
    EXPECT_EQ(decided.commit.changes[0].type, ChangeType::reinterpreted);
}

TEST_F(NewerProgram, ThatIsTheSameLeavesWhatDiffersToTheAgency) {
    const auto decided = shows_by(report_of(2020, 40, 7), "second", "poppler 22.12.0", noon + 1h);
    ASSERT_EQ(decided.commit.changes.size(), 1U);
    EXPECT_EQ(decided.commit.changes[0].type, ChangeType::revised);
}

TEST_F(NewerProgram, ThatFindsAllInOrderIsRemembered) {
    const auto decided = shows_by(report_of(2020, 36, 7), "second", "poppler 25.03.0", noon + 1h);
    EXPECT_TRUE(decided.commit.changes.empty());
    EXPECT_EQ(situation.state(2020).read_by, "9, poppler 25.03.0");
    const auto later = shows_by(report_of(2020, 40, 7), "third", "poppler 25.03.0", noon + 2h);
    ASSERT_EQ(later.commit.changes.size(), 1U);
    EXPECT_EQ(later.commit.changes[0].type, ChangeType::revised);
}

TEST_F(NewerProgram, IsNothingToAReportThatNoProgramRead) {
    shows_by(report_of(2020, 36, 8), "a page", "", noon + 1h);
    held_reads(report_of(2020, 36, 8));
    shows_by(report_of(2020, 36, 9), "a page again", "", noon + 2h);
    const auto decided = shows_by(report_of(2020, 40, 9), "a document", "poppler 25.03.0", noon + 3h);
    ASSERT_EQ(decided.commit.changes.size(), 1U);
    EXPECT_EQ(decided.commit.changes[0].type, ChangeType::revised);
}

TEST_F(NewerParser, WhatItReadsOtherwiseInTheSameFiguresIsReinterpretedAndNotRevised) {
    held_reads(report_of(2020, 36, 8));
    const auto decided = situation.shows(bureau, report_of(2020, 36, 8), noon + 1h);
    ASSERT_EQ(decided.commit.changes.size(), 1U);
    EXPECT_EQ(decided.commit.changes[0].type, ChangeType::reinterpreted);
    EXPECT_EQ(decided.commit.changes[0].cause, Cause::reparse);
    ASSERT_EQ(decided.commit.revisions.size(), 1U);
    EXPECT_EQ(decided.commit.revisions[0].parser_version, "9");
    EXPECT_EQ(decided.commit.revisions[0].observed_at, noon - 1s);  // Of the body that it stands on.
}

TEST_F(NewerParser, ReinterpretsFirstAndThenTellsWhatTheAgencyChanged) {
    const auto held_snapshot = situation.standing(key)->current.snapshot;
    held_reads(report_of(2020, 36, 8));
    const auto decided = situation.shows(bureau, report_of(2020, 40, 8), noon + 1h);
    ASSERT_EQ(decided.commit.changes.size(), 2U);
    EXPECT_EQ(decided.commit.changes[0].type, ChangeType::reinterpreted);
    ASSERT_EQ(decided.commit.changes[0].cells.size(), 1U);
    EXPECT_EQ(decided.commit.changes[0].cells[0].id, "requests.granted.total");
    EXPECT_EQ(decided.commit.changes[1].type, ChangeType::revised);
    EXPECT_EQ(decided.commit.changes[1].cause, Cause::source);
    ASSERT_EQ(decided.commit.changes[1].cells.size(), 1U);
    EXPECT_EQ(decided.commit.changes[1].cells[0].id, "requests.new_received.total");
    ASSERT_EQ(decided.commit.revisions.size(), 2U);
    EXPECT_EQ(decided.commit.revisions[0].number, 2);
    EXPECT_EQ(decided.commit.revisions[0].snapshot, held_snapshot);
    EXPECT_EQ(decided.commit.revisions[1].number, 3);
    EXPECT_EQ(decided.commit.revisions[1].snapshot, situation.page(bureau).snapshot);
    EXPECT_EQ(situation.state(2020).revision, 3);
}

TEST_F(NewerParser, ThatReadsTheHeldBodyAsItStandsTellsOnlyWhatTheAgencyChanged) {
    held_reads(report_of(2020, 36, 7));
    const auto decided = situation.shows(bureau, report_of(2020, 40, 7), noon + 1h);
    ASSERT_EQ(decided.commit.changes.size(), 1U);
    EXPECT_EQ(decided.commit.changes[0].type, ChangeType::revised);
    EXPECT_EQ(decided.commit.revisions.front().number, 2);
}

TEST_F(NewerParser, WithoutTheHeldBodySaysNothingOfTheAgency) {
    const auto decided = situation.shows(bureau, report_of(2020, 40, 8), noon + 1h);
    ASSERT_EQ(decided.commit.changes.size(), 1U);
    EXPECT_EQ(decided.commit.changes[0].type, ChangeType::reinterpreted);
    EXPECT_EQ(decided.commit.changes[0].cause, Cause::reparse);
}

TEST_F(NewerParser, ThatFindsAllInOrderIsRememberedAndTellsNothing) {
    const auto decided = situation.visit(bureau, changed_body(bureau, "another footer"),
                                         showing(report_of(2020, 36, 7)), noon + 1h);
    EXPECT_TRUE(decided.commit.changes.empty());
    EXPECT_TRUE(decided.commit.revisions.empty());
    EXPECT_EQ(situation.state(2020).read_by, "9");
    // From now on a difference is the agency's.
    const auto later = situation.shows(bureau, report_of(2020, 40, 7), noon + 2h);
    ASSERT_EQ(later.commit.changes.size(), 1U);
    EXPECT_EQ(later.commit.changes[0].type, ChangeType::revised);
    EXPECT_TRUE(situation.state(2020).read_by.empty());
}

TEST_F(NewerParser, ReinterpretsAWithdrawnReportBeforeItIsRestored) {
    auto standing = *situation.standing(key);
    standing.state.withdrawn_at = noon + 1h;
    const auto reading = [&](int granted) {
        auto report = report_of(2020, 36, granted);
        auto digest = parser::content_digest(report);
        return Reading{.source_url = std::string{bureau},
                       .fetched_at = noon,
                       .snapshot = "body",
                       .parts = {},
                       .parser_version = "9",
                       .content_digest = std::move(digest),
                       .report = std::move(report)};
    };
    const auto steps = tell_apart({standing.state, &standing.current}, reading(8), reading(8),
                                  ChangeType::restored, noon + 2h);
    ASSERT_EQ(steps.size(), 2U);
    EXPECT_EQ(steps[0].change.type, ChangeType::reinterpreted);
    EXPECT_TRUE(steps[0].state.withdrawn_at);
    EXPECT_EQ(steps[1].change.type, ChangeType::restored);
    EXPECT_FALSE(steps[1].state.withdrawn_at);
    EXPECT_FALSE(steps[1].revision);
}

}  // namespace
}  // namespace ogi::daemon
