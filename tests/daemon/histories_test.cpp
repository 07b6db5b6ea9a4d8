// What may befall a report on the web, each as a sentence: what the feed says, which revisions there are, and
// what the store says it said at each moment.
#include "chronicle.h"

#include <gtest/gtest.h>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

namespace ogi::daemon {
namespace {

using model::Doubt;
using model::GoneReason;
using model::VisitOutcome;
using namespace std::chrono_literals;
using Lines = std::vector<std::string>;

constexpr std::string_view bureau = "http://czj.example.gov.cn/2020.html";
constexpr std::string_view moved = "http://czj.example.gov.cn/zwgk/2020.html";
constexpr std::string_view portal = "http://www.example.gov.cn/czj/2020.html";

TEST(Histories, AFigureThatIsCorrectedAndPutBackIsTwoChangesAndThreeRevisions) {
    Chronicle chronicle;
    chronicle.shows(bureau, report_of(2020, 36), noon);
    chronicle.shows(bureau, report_of(2020, 38), noon + 24h);
    chronicle.shows(bureau, report_of(2020, 36), noon + 48h);
    EXPECT_EQ(chronicle.feed(), "added 1; revised 2; revised 3");
    EXPECT_EQ(chronicle.as_of(0), "unknown");
    EXPECT_EQ(chronicle.as_of(1), "1 36 online");
    EXPECT_EQ(chronicle.as_of(2), "2 38 online");
    EXPECT_EQ(chronicle.as_of(3), "3 36 online");
    EXPECT_EQ(chronicle.history(), (Lines{"1 added null", "2 revised value 36→38", "3 revised value 38→36"}));
    EXPECT_TRUE(chronicle.as_of(4).starts_with("as_of 4 is beyond the newest entry of the feed, 3"));
}

TEST(Histories, APageThatGoesOnToAndFroIsHeldAfterTwoChanges) {
    Chronicle chronicle;
    for (int look = 0; look < 8; ++look)
        chronicle.shows(bureau, report_of(2020, look % 2 == 0 ? 36 : 38), noon + look * 24h);
    EXPECT_EQ(chronicle.feed(), "added 1; revised 2; revised 3");
    EXPECT_EQ(chronicle.page(bureau).suspect->doubts, std::vector{Doubt::flapping});
}

TEST(Histories, AnOutageAndTheReturnOfThePageLeaveNoTrace) {
    Chronicle chronicle;
    chronicle.shows(bureau, report_of(2020, 36), noon);
    for (const auto days : {1, 2, 5, 40}) chronicle.ends(bureau, VisitOutcome::failed, noon + days * 24h);
    EXPECT_EQ(chronicle.now(), "1 36 online");
    chronicle.shows(bureau, report_of(2020, 36), noon + 41 * 24h);
    EXPECT_EQ(chronicle.feed(), "added 1");
    EXPECT_EQ(chronicle.history(), Lines{"1 added null"});
}

TEST(Histories, WhatTheAgencyCorrectedDuringAnOutageIsToldOnceAfterIt) {
    Chronicle chronicle;
    chronicle.shows(bureau, report_of(2020, 36), noon);
    chronicle.ends(bureau, VisitOutcome::failed, noon + 24h);
    chronicle.shows(bureau, report_of(2020, 38), noon + 48h);
    EXPECT_EQ(chronicle.feed(), "added 1; revised 2");
}

TEST(Histories, AChallengeInBetweenLeavesNoTrace) {
    Chronicle chronicle;
    chronicle.shows(bureau, report_of(2020, 36), noon);
    chronicle.ends(bureau, VisitOutcome::challenged, noon + 24h);
    chronicle.stands_in(bureau, std::nullopt, noon + 48h);
    EXPECT_EQ(chronicle.now(), "1 36 online");
    chronicle.shows(bureau, report_of(2020, 36), noon + 72h);
    EXPECT_EQ(chronicle.feed(), "added 1");
}

TEST(Histories, ABodyThatBreaksOffIsNoRevisionAndIsForgottenWhenThePageIsWholeAgain) {
    Chronicle chronicle;
    chronicle.shows(bureau, report_of(2020, 36), noon);
    auto half = report_of(2020, 36);
    half.cells.erase("requests.granted.total");
    auto cut = showing(half);
    cut.closes = false;
    auto fetched = changed_body(bureau, "<html>half");
    fetched.open_ended = true;
    chronicle.visit(bureau, fetched, cut, noon + 24h);
    EXPECT_EQ(chronicle.page(bureau).suspect->doubts, std::vector{Doubt::cut_short});
    EXPECT_EQ(chronicle.now(), "1 36 online");
    chronicle.shows(bureau, report_of(2020, 36), noon + 48h);
    EXPECT_FALSE(chronicle.page(bureau).suspect);
    EXPECT_EQ(chronicle.feed(), "added 1");
}

TEST(Histories, ATableOfNoughtsForOneLookIsHeldAndOneThatStaysIsBelieved) {
    Chronicle chronicle;
    auto full = report_of(2020, 36, 7);
    full.cells.emplace("requests.carried_in.total", full.cells.begin()->second);
    auto noughts = report_of(2020, 0, 0);
    noughts.cells.emplace("requests.carried_in.total", noughts.cells.begin()->second);
    chronicle.shows(bureau, full, noon);
    chronicle.shows(bureau, noughts, noon + 24h);
    EXPECT_EQ(chronicle.page(bureau).suspect->doubts, std::vector{Doubt::figures_lost});
    EXPECT_EQ(chronicle.feed(), "added 1");
    chronicle.shows(bureau, full, noon + 48h);
    EXPECT_EQ(chronicle.feed(), "added 1");
    chronicle.shows(bureau, noughts, noon + 72h);
    chronicle.shows(bureau, noughts, noon + 97h);
    EXPECT_EQ(chronicle.feed(), "added 1; revised 2");
}

TEST(Histories, ARobotsTxtThatNewlyForbidsThePageTakesNothingAway) {
    Chronicle chronicle;
    chronicle.shows(bureau, report_of(2020, 36), noon);
    for (const auto days : {1, 30, 400}) chronicle.ends(bureau, VisitOutcome::disallowed, noon + days * 24h);
    EXPECT_EQ(chronicle.now(), "1 36 online");
    chronicle.shows(bureau, report_of(2020, 38), noon + 401 * 24h);
    EXPECT_EQ(chronicle.feed(), "added 1; revised 2");
}

TEST(Histories, OneRedirectToTheHomePageIsADoubtAndTheReturnEndsIt) {
    Chronicle chronicle;
    chronicle.shows(bureau, report_of(2020, 36), noon);
    chronicle.stands_in(bureau, GoneReason::sent_home, noon + 24h);
    EXPECT_EQ(chronicle.page(bureau).suspect->doubts.front(), Doubt::away);
    EXPECT_EQ(chronicle.now(), "1 36 online");
    chronicle.shows(bureau, report_of(2020, 36), noon + 48h);
    EXPECT_EQ(chronicle.feed(), "added 1");
    EXPECT_FALSE(chronicle.page(bureau).suspect);
}

TEST(Histories, ARedirectToTheHomePageThatStaysIsAWithdrawal) {
    Chronicle chronicle;
    chronicle.shows(bureau, report_of(2020, 36), noon);
    chronicle.stands_in(bureau, GoneReason::sent_home, noon + 24h);
    chronicle.stands_in(bureau, GoneReason::sent_home, noon + 49h);
    EXPECT_EQ(chronicle.feed(), "added 1; withdrawn 1 sent_home");
    EXPECT_EQ(chronicle.now(), "1 36 withdrawn");
    EXPECT_EQ(chronicle.as_of(1), "1 36 online");
    EXPECT_EQ(chronicle.as_of(2), "1 36 withdrawn");
}

TEST(Histories, TakenDownAndBackWithAChangedFigureIsAWithdrawalAndARestorationThatNamesTheFigure) {
    Chronicle chronicle;
    chronicle.shows(bureau, report_of(2020, 36), noon);
    chronicle.ends(bureau, VisitOutcome::gone, noon + 24h);
    chronicle.ends(bureau, VisitOutcome::gone, noon + 49h);
    chronicle.shows(bureau, report_of(2020, 38), noon + 240h);
    EXPECT_EQ(chronicle.feed(), "added 1; withdrawn 1 not_found; restored 2");
    EXPECT_EQ(chronicle.as_of(2), "1 36 withdrawn");
    EXPECT_EQ(chronicle.as_of(3), "2 38 online");
    EXPECT_EQ(chronicle.history(), (Lines{"1 added null, withdrawn", "2 restored restored 36→38"}));
}

TEST(Histories, TakenDownAndBackAsItWasIsNoNewRevision) {
    Chronicle chronicle;
    chronicle.shows(bureau, report_of(2020, 36), noon);
    chronicle.ends(bureau, VisitOutcome::gone, noon + 24h);
    chronicle.ends(bureau, VisitOutcome::gone, noon + 49h);
    chronicle.shows(bureau, report_of(2020, 36), noon + 240h);
    EXPECT_EQ(chronicle.feed(), "added 1; withdrawn 1 not_found; restored 1");
    EXPECT_EQ(chronicle.history(), Lines{"1 added null, withdrawn, restored"});
    EXPECT_EQ(chronicle.as_of(3), "1 36 online");
}

// Of `ogi copies`: "bureau followed; portal differs figures".
std::string copies(const Chronicle& chronicle) {
    Question question;
    question.about = About::copies;
    question.agency = "示例县财政局";
    question.year = 2020;
    std::string words;
    for (const auto& line : chronicle.ask(question)) {
        const auto copy = boost::json::parse(line).as_object();
        words += (words.empty() ? "" : "; ") + std::string{copy.at("url").as_string()};
        words += copy.at("followed").as_bool() ? " followed"
                                               : " differs " + std::string{copy.at("differs").as_string()};
    }
    return words;
}

TEST(Histories, ACopyThatDisagreesIsShownAndNoChangeAndIsQuietWhenItAgreesAgain) {
    Chronicle chronicle;
    chronicle.shows(bureau, report_of(2020, 36), noon);
    chronicle.shows(portal, report_of(2020, 36), noon + 1h);
    const auto agreed = std::string{bureau} + " followed; " + std::string{portal} + " differs no";
    EXPECT_EQ(copies(chronicle), agreed);
    chronicle.shows(portal, report_of(2020, 63), noon + 24h);
    EXPECT_EQ(copies(chronicle),
              std::string{bureau} + " followed; " + std::string{portal} + " differs figures");
    EXPECT_NE(chronicle.ask(Question{}).at(0).find(R"("copies":2,"copies_with_other_figures":1)"),
              std::string::npos);
    chronicle.shows(portal, report_of(2020, 36), noon + 48h);
    EXPECT_EQ(copies(chronicle), agreed);
    EXPECT_EQ(chronicle.feed(), "added 1");
}

TEST(Histories, ACopyWithMoreFiguresIsReinterpretedAndNeverRevised) {
    Chronicle chronicle;
    auto meagre = report_of(2020, 36);
    meagre.cells.erase("requests.granted.total");
    chronicle.shows(portal, meagre, noon);
    chronicle.shows(bureau, report_of(2020, 36), noon + 24h);
    chronicle.shows(portal, meagre, noon + 48h);
    EXPECT_EQ(chronicle.feed(), "added 1; reinterpreted 2");
    chronicle.shows(bureau, report_of(2020, 38), noon + 72h);
    EXPECT_EQ(chronicle.feed(), "added 1; reinterpreted 2; revised 3");
}

TEST(Histories, ACopyThatTakesThePlaceOfOneThatIsGoneChangedNothing) {
    Chronicle chronicle;
    chronicle.shows(bureau, report_of(2020, 36), noon);
    chronicle.shows(portal, report_of(2020, 63), noon + 1h);
    chronicle.ends(bureau, VisitOutcome::gone, noon + 24h);
    chronicle.ends(bureau, VisitOutcome::gone, noon + 24h * 3);
    chronicle.shows(portal, report_of(2020, 63), noon + 24h * 4);
    EXPECT_EQ(chronicle.feed(), "added 1; reinterpreted 2");
    chronicle.shows(portal, report_of(2020, 64), noon + 24h * 5);
    EXPECT_EQ(chronicle.feed(), "added 1; reinterpreted 2; revised 3");
}

TEST(Histories, AReplicaThatWasForgottenHidesNothingThatTheAgencyCorrects) {
    Chronicle chronicle;
    chronicle.shows(bureau, report_of(2020, 36), noon);
    chronicle.shows(portal, report_of(2020, 36), noon + 1h);
    auto worse = report_of(2020, 38);
    worse.verdict = model::Verdict::inconsistent;
    chronicle.shows(bureau, worse, noon + 24h);
    chronicle.shows(portal, report_of(2020, 36), noon + 24h * 2);
    chronicle.shows(bureau, report_of(2020, 40), noon + 24h * 3);
    EXPECT_EQ(chronicle.feed(), "added 1; revised 2; revised 3");
    EXPECT_EQ(chronicle.now(), "3 40 online");
}

TEST(Histories, APageWithTheWrongYearOnTopTakesNoSoundReportsPlace) {
    Chronicle chronicle;
    auto meagre = report_of(2020, 36);
    meagre.cells.erase("requests.granted.total");
    chronicle.shows(portal, meagre, noon);
    chronicle.shows(bureau, report_of(2021, 77), noon);
    for (int day = 1; day < 40; ++day) chronicle.shows(bureau, report_of(2020, 77), noon + day * 24h);
    EXPECT_EQ(chronicle.feed().find("reinterpreted"), std::string::npos) << chronicle.feed();
    EXPECT_EQ(chronicle.feed().find("revised"), std::string::npos) << chronicle.feed();
}

TEST(Histories, AMirrorIsNotFollowedOnceTheAgencysOwnPageShowsTheSame) {
    Chronicle chronicle;
    auto mirrored = report_of(2020, 36);
    mirrored.official = false;
    chronicle.shows(portal, mirrored, noon);
    chronicle.shows(bureau, report_of(2020, 36), noon + 1h);
    auto vandalised = report_of(2020, 99);
    vandalised.official = false;
    chronicle.shows(portal, vandalised, noon + 24h);
    EXPECT_EQ(chronicle.feed(), "added 1");
    EXPECT_EQ(chronicle.now(), "1 36 online");
}

TEST(Histories, AReportThatMovedToANewAddressHasNotBeenTakenDown) {
    Chronicle chronicle;
    chronicle.shows(bureau, report_of(2020, 36), noon);
    chronicle.shows(moved, report_of(2020, 36), noon + 24h);
    chronicle.ends(bureau, VisitOutcome::gone, noon + 25h);
    chronicle.ends(bureau, VisitOutcome::gone, noon + 50h);
    EXPECT_EQ(chronicle.feed(), "added 1");
    EXPECT_EQ(copies(chronicle), std::string{moved} + " followed");
    chronicle.shows(moved, report_of(2020, 38), noon + 72h);
    EXPECT_EQ(chronicle.feed(), "added 1; revised 2");
}

}  // namespace
}  // namespace ogi::daemon
