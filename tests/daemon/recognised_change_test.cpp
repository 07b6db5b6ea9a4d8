#include "daemon/visit/recognised_change.h"

#include "situation.h"

#include <gtest/gtest.h>

#include <string>

namespace ogi::daemon {
namespace {

using model::ChangeType;
using namespace std::chrono_literals;

constexpr std::string_view scan = "http://bureau.example/2020.pdf";
constexpr std::string_view fee = "disclosure.fee.amount";

// Of a form with requests that add up: 36 received, so many granted.
model::Report scanned(int granted = 36) {
    auto report = report_of(2020, granted, granted);
    report.generation = model::Generation::form_2021;
    auto cell = report.cells.at("requests.new_received.total");
    const auto zero = [&] {
        auto none = cell;
        none.value = model::Decimal::whole(0), none.raw = "0";
        return none;
    }();
    for (const auto* row : {"new_received", "granted", "total_processed"}) {
        for (const auto* applicant :
             {"natural_person", "commercial", "research", "social", "legal_service", "other_org", "total"}) {
            const std::string name{applicant};
            const bool filled = name == "natural_person" || name == "total";
            report.cells[std::string{"requests."} + row + "." + name] = filled ? cell : zero;
        }
    }
    report.cells[std::string{fee}] = zero;
    report.ocr = model::Recognition{.confidence = 90, .repaired = {}};
    return report;
}

model::Report with_fee(model::Report report, std::string_view raw) {
    auto& cell = report.cells.find(fee)->second;
    cell.kind = raw.empty() ? model::CellKind::unreadable : model::CellKind::number;
    cell.value = model::Decimal::parse(raw);
    cell.raw = raw;
    return report;
}

bool is_held(Situation& situation) {
    return situation.page(scan).suspect.has_value();
}

TEST(RecognisedChange, WhatMayBeMisreadIsHeldUntilAPersonSaysWhatItIs) {
    Situation situation;
    situation.shows(scan, with_fee(scanned(), "0"), noon);
    for (int day = 1; day < 200; day += 20) {
        const auto decided =
            situation.shows(scan, with_fee(scanned(), "8"), noon + std::chrono::hours{24 * day});
        EXPECT_TRUE(decided.commit.changes.empty()) << day;
        ASSERT_TRUE(is_held(situation)) << day;
    }
    EXPECT_EQ(situation.page(scan).suspect->doubts, std::vector{model::Doubt::recognised_differently});
    EXPECT_EQ(situation.standing({"示例县财政局", 2020})->current.number, 1);
    situation.shows(scan, with_fee(scanned(), "0"), noon + 24h * 300);
    EXPECT_FALSE(is_held(situation));
}

TEST(RecognisedChange, WhatAPersonAcceptsIsARevision) {
    Visited visited;
    visited.page.url = url_of(scan);
    visited.page.reports = {{"示例县财政局", 2020}};
    visited.fetched = changed_body(scan);
    visited.ingested = showing(with_fee(scanned(), "8"));
    visited.ruled = true;
    Standing standing;
    standing.state = {visited.page.reports[0], 1, std::string{scan}, {}};
    standing.current.number = 1;
    standing.current.report = with_fee(scanned(), "0");
    standing.current.parser_version = parser::parser_version;
    visited.standings.emplace(visited.page.reports[0], standing);
    const auto decided = decide(std::move(visited), noon, {});
    ASSERT_EQ(decided.commit.changes.size(), 1U);
    EXPECT_EQ(decided.commit.changes[0].type, ChangeType::revised);
}

TEST(RecognisedChange, WhatCannotBeReadAnyMoreIsKept) {
    Situation situation;
    situation.shows(scan, with_fee(scanned(), "7"), noon);
    const auto decided = situation.shows(scan, with_fee(scanned(), ""), noon + 1h);
    EXPECT_TRUE(decided.commit.changes.empty());
    EXPECT_TRUE(decided.commit.revisions.empty());
    EXPECT_TRUE(decided.commit.states.empty());
    EXPECT_FALSE(is_held(situation));
    EXPECT_EQ(situation.page(scan).outcome, model::VisitOutcome::changed);
}

TEST(RecognisedChange, WhatCanBeReadNowWeKnowBetterAndTheAgencyHasNotChanged) {
    Situation situation;
    situation.shows(scan, with_fee(scanned(), ""), noon);
    const auto decided = situation.shows(scan, with_fee(scanned(), "7"), noon + 1h);
    ASSERT_EQ(decided.commit.changes.size(), 1U);
    EXPECT_EQ(decided.commit.changes[0].type, ChangeType::reinterpreted);
    EXPECT_EQ(decided.commit.changes[0].cause, model::Cause::source);
    EXPECT_EQ(situation.state(2020).revision, 2);
}

TEST(RecognisedChange, FiguresThatIdentitiesConfirmAreRevisedAtOnce) {
    Situation situation;
    situation.shows(scan, scanned(36), noon);
    const auto decided = situation.shows(scan, scanned(48), noon + 1h);
    ASSERT_EQ(decided.commit.changes.size(), 1U);
    EXPECT_EQ(decided.commit.changes[0].type, ChangeType::revised);
    EXPECT_EQ(decided.commit.changes[0].cells.size(), 6U);
}

TEST(RecognisedChange, AScanThatAnOlderParserReadIsReadAgainAndThenCompared) {
    Situation situation;
    situation.settings.parser_version = "old";
    situation.shows(scan, with_fee(scanned(), ""), noon);
    const auto key = model::ReportKey{"示例县财政局", 2020};
    situation.settings.parser_version = parser::parser_version;
    const auto again = [&](std::string_view raw) {
        Reading reading;
        reading.source_url = scan;
        reading.parser_version = parser::parser_version;
        reading.report = with_fee(scanned(), raw);
        reading.content_digest = showing(reading.report).content;
        return HeldAgain{1, std::move(reading)};
    };
    situation.held_again = {{key, again("0")}};
    const auto held = situation.shows(scan, with_fee(scanned(), "8"), noon + 1h);
    EXPECT_TRUE(held.commit.changes.empty());
    EXPECT_TRUE(is_held(situation));
    situation.held_again = {{key, again("8")}};
    const auto read = situation.shows(scan, with_fee(scanned(), "8"), noon + 2h);
    ASSERT_EQ(read.commit.changes.size(), 1U);
    EXPECT_EQ(read.commit.changes[0].type, ChangeType::reinterpreted);
    EXPECT_EQ(read.commit.changes[0].cause, model::Cause::reparse);
}

}  // namespace
}  // namespace ogi::daemon
