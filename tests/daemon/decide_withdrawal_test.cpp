#include "daemon/visit/decide.h"

#include "situation.h"

#include <gtest/gtest.h>

namespace ogi::daemon {
namespace {

using model::ChangeType;
using model::VisitOutcome;
using namespace std::chrono_literals;

constexpr std::string_view portal = "http://portal.example/latest.html";
constexpr std::string_view bureau = "http://bureau.example/2020.html";
const model::ReportKey key_2020{"示例县财政局", 2020};

void expect_no_change(const Decided& decided) {
    EXPECT_TRUE(decided.commit.changes.empty());
    EXPECT_TRUE(decided.commit.revisions.empty());
}

void expect_one_change(const Decided& decided, ChangeType type, int revision, int year = 2020) {
    ASSERT_EQ(decided.commit.changes.size(), 1U);
    EXPECT_EQ(decided.commit.changes[0].type, type);
    EXPECT_EQ(decided.commit.changes[0].revision, revision);
    EXPECT_EQ(decided.commit.changes[0].key.year, year);
}

// A page that has been gone at two looks, the second one late enough.
Situation withdrawn() {
    Situation situation;
    situation.shows(bureau, report_of(2020), noon);
    situation.ends(bureau, VisitOutcome::gone, noon + 1h);
    situation.ends(bureau, VisitOutcome::gone, noon + 25h);
    return situation;
}

TEST(DecideWithdrawal, APageThatIsGoneOnceIsMissedAndLookedAtAgain) {
    Situation situation;
    situation.shows(bureau, report_of(2020), noon);
    const auto decided = situation.ends(bureau, VisitOutcome::gone, noon + 1h);
    expect_no_change(decided);
    EXPECT_EQ(situation.standing(key_2020)->copies.at(0).missing_since, noon + 1h);
    EXPECT_EQ(situation.page(bureau).due_at, noon + 25h);
}

TEST(DecideWithdrawal, ClearsTheValidatorsOfAPageThatIsGone) {
    Situation situation;
    situation.shows(bureau, report_of(2020), noon);
    situation.ends(bureau, VisitOutcome::gone, noon + 1h);
    const auto& page = situation.page(bureau);
    EXPECT_EQ(page.etag + page.last_modified + page.snapshot, "");
}

TEST(DecideWithdrawal, TwoLooksThatAreTooCloseAreOne) {
    Situation situation;
    situation.shows(bureau, report_of(2020), noon);
    situation.ends(bureau, VisitOutcome::gone, noon + 1h);
    expect_no_change(situation.ends(bureau, VisitOutcome::gone, noon + 25h - 1ms));
    EXPECT_FALSE(situation.state(2020).withdrawn_at);
    EXPECT_EQ(situation.standing(key_2020)->copies.at(0).missing_since, noon + 1h);
}

TEST(DecideWithdrawal, ASecondLookThatAgreesWithdrawsTheReport) {
    Situation situation;
    situation.shows(bureau, report_of(2020), noon);
    situation.ends(bureau, VisitOutcome::gone, noon + 1h);
    const auto decided = situation.ends(bureau, VisitOutcome::gone, noon + 25h);
    expect_one_change(decided, ChangeType::withdrawn, 1);
    EXPECT_TRUE(decided.commit.revisions.empty());
    EXPECT_EQ(decided.commit.changes[0].source_url, bureau);
    EXPECT_EQ(situation.state(2020).withdrawn_at, noon + 25h);
    EXPECT_TRUE(situation.standing(key_2020)->copies.empty());
    // Not forgotten: what it said is still there.
    EXPECT_EQ(situation.standing(key_2020)->current.report, report_of(2020));
}

TEST(DecideWithdrawal, WithoutAPauseTheSecondLookIsDueAtOnce) {
    Situation situation;
    situation.settings.revisit.withdrawal_confirm = 0s;
    situation.shows(bureau, report_of(2020), noon);
    situation.ends(bureau, VisitOutcome::gone, noon + 1h);
    EXPECT_EQ(situation.page(bureau).due_at, noon + 1h);
    expect_one_change(situation.ends(bureau, VisitOutcome::gone, noon + 1h), ChangeType::withdrawn, 1);
}

TEST(DecideWithdrawal, HappensOnce) {
    auto situation = withdrawn();
    const auto decided = situation.ends(bureau, VisitOutcome::gone, noon + 100h);
    expect_no_change(decided);
    EXPECT_TRUE(decided.commit.states.empty());
}

TEST(DecideWithdrawal, AFailureBetweenTheLooksNeitherConfirmsNorClears) {
    Situation situation;
    situation.shows(bureau, report_of(2020), noon);
    situation.ends(bureau, VisitOutcome::gone, noon + 1h);
    expect_no_change(situation.ends(bureau, VisitOutcome::failed, noon + 30h));
    expect_one_change(situation.ends(bureau, VisitOutcome::gone, noon + 31h), ChangeType::withdrawn, 1);
}

TEST(DecideWithdrawal, APageThatIsBackBeforeTheSecondLookWasNeverAway) {
    Situation situation;
    situation.shows(bureau, report_of(2020), noon);
    situation.ends(bureau, VisitOutcome::gone, noon + 1h);
    expect_no_change(situation.shows(bureau, report_of(2020), noon + 2h));
    EXPECT_FALSE(situation.standing(key_2020)->copies.at(0).missing_since);
    // The next disappearance starts anew.
    expect_no_change(situation.ends(bureau, VisitOutcome::gone, noon + 100h));
    EXPECT_FALSE(situation.state(2020).withdrawn_at);
}

TEST(DecideWithdrawal, AReportThatIsBackUnchangedIsRestoredWithoutARevision) {
    auto situation = withdrawn();
    const auto decided = situation.shows(bureau, report_of(2020), noon + 50h);
    expect_one_change(decided, ChangeType::restored, 1);
    EXPECT_TRUE(decided.commit.revisions.empty());
    EXPECT_TRUE(decided.commit.changes[0].cells.empty());
    EXPECT_FALSE(situation.state(2020).withdrawn_at);
    EXPECT_EQ(situation.standing(key_2020)->copies.size(), 1U);
}

TEST(DecideWithdrawal, AReportThatIsBackChangedIsRestoredWithOne) {
    auto situation = withdrawn();
    const auto decided = situation.shows(bureau, report_of(2020, 40), noon + 50h);
    expect_one_change(decided, ChangeType::restored, 2);
    ASSERT_EQ(decided.commit.revisions.size(), 1U);
    ASSERT_EQ(decided.commit.changes[0].cells.size(), 1U);
    EXPECT_EQ(decided.commit.changes[0].cells[0].new_cell.value, model::Decimal::whole(40));
}

TEST(DecideWithdrawal, AReportMayComeBackAtAnotherAddress) {
    auto situation = withdrawn();
    expect_one_change(situation.shows(portal, report_of(2020), noon + 50h), ChangeType::restored, 1);
    EXPECT_EQ(situation.state(2020).source_url, portal);
}

TEST(DecideWithdrawal, ACopyThatIsLeftIsFollowedAndReadAgain) {
    Situation situation;
    situation.shows(bureau, report_of(2020), noon);
    situation.shows(portal, report_of(2020), noon);
    situation.ends(bureau, VisitOutcome::gone, noon + 1h);
    const auto decided = situation.ends(bureau, VisitOutcome::gone, noon + 25h);
    expect_no_change(decided);
    EXPECT_EQ(situation.state(2020).source_url, portal);
    EXPECT_FALSE(situation.state(2020).withdrawn_at);
    EXPECT_EQ(decided.read_again, std::vector{url_of(portal)});
}

TEST(DecideWithdrawal, ACopyThatIsNotTheSourceGoesQuietly) {
    Situation situation;
    situation.shows(bureau, report_of(2020), noon);
    situation.shows(portal, report_of(2020), noon);
    situation.ends(portal, VisitOutcome::gone, noon + 1h);
    const auto decided = situation.ends(portal, VisitOutcome::gone, noon + 25h);
    expect_no_change(decided);
    EXPECT_TRUE(decided.read_again.empty());
    EXPECT_EQ(situation.standing(key_2020)->copies.size(), 1U);
}

TEST(DecideWithdrawal, WaitsForTheSecondLookAtEveryCopy) {
    Situation situation;
    situation.shows(bureau, report_of(2020), noon);
    situation.shows(portal, report_of(2020), noon);
    situation.ends(bureau, VisitOutcome::gone, noon + 1h);
    situation.ends(portal, VisitOutcome::gone, noon + 24h);  // Missed once only when the other is confirmed.
    const auto decided = situation.ends(bureau, VisitOutcome::gone, noon + 25h);
    expect_no_change(decided);
    EXPECT_TRUE(decided.read_again.empty());
    EXPECT_EQ(situation.state(2020).source_url, portal);
    expect_one_change(situation.ends(portal, VisitOutcome::gone, noon + 48h), ChangeType::withdrawn, 1);
}

TEST(DecideReplacement, APageThatShowsAnotherYearAddsItAndMissesTheOldOne) {
    Situation situation;
    situation.shows(portal, report_of(2020), noon);
    const auto decided = situation.shows(portal, report_of(2021), noon + 1h);
    expect_one_change(decided, ChangeType::added, 1, 2021);
    EXPECT_EQ(situation.standing(key_2020)->copies.at(0).missing_since, noon + 1h);
    EXPECT_FALSE(situation.state(2020).withdrawn_at);
    EXPECT_EQ(years_of(situation.page(portal).reports), "2021");
    EXPECT_EQ(years_of(situation.page(portal).replaced), "2020");
    EXPECT_EQ(situation.page(portal).due_at, noon + 25h);  // The second look.
}

TEST(DecideReplacement, ASecondLookThatAgreesWithdrawsTheOldReport) {
    for (const auto outcome : {VisitOutcome::unchanged, VisitOutcome::gone}) {
        Situation situation;
        situation.shows(portal, report_of(2020), noon);
        situation.shows(portal, report_of(2021), noon + 1h);
        const auto decided = situation.ends(portal, outcome, noon + 25h);
        expect_one_change(decided, ChangeType::withdrawn, 1, 2020);
        EXPECT_EQ(years_of(situation.page(portal).replaced), "");
        EXPECT_FALSE(situation.state(2021).withdrawn_at);
    }
}

TEST(DecideReplacement, NewBytesWithTheNewReportAgreeToo) {
    Situation situation;
    situation.shows(portal, report_of(2020), noon);
    situation.shows(portal, report_of(2021), noon + 1h);
    const auto decided = situation.shows(portal, report_of(2021, 40), noon + 25h);
    ASSERT_EQ(decided.commit.changes.size(), 2U);
    EXPECT_EQ(decided.commit.changes[0].type, ChangeType::withdrawn);
    EXPECT_EQ(decided.commit.changes[1].type, ChangeType::revised);
}

TEST(DecideReplacement, ALookThatSeesNothingDoesNotConfirm) {
    Situation situation;
    situation.shows(portal, report_of(2020), noon);
    situation.shows(portal, report_of(2021), noon + 1h);
    for (const auto outcome : {VisitOutcome::failed, VisitOutcome::challenged, VisitOutcome::disallowed}) {
        expect_no_change(situation.ends(portal, outcome, noon + 100h));
        EXPECT_EQ(years_of(situation.page(portal).replaced), "2020");
    }
}

TEST(DecideReplacement, TheOldReportThatIsBackWasNeverAway) {
    Situation situation;
    situation.shows(portal, report_of(2020), noon);
    situation.shows(portal, report_of(2021), noon + 1h);
    const auto decided = situation.shows(portal, report_of(2020), noon + 2h);
    expect_no_change(decided);
    EXPECT_FALSE(situation.standing(key_2020)->copies.at(0).missing_since);
    EXPECT_EQ(years_of(situation.page(portal).replaced), "2021");  // Now that one is missed.
}

TEST(DecideReplacement, LeavesAReportThatHasAPageOfItsOwn) {
    Situation situation;
    situation.shows(portal, report_of(2020), noon);
    situation.shows(bureau, report_of(2020), noon);
    situation.shows(portal, report_of(2021), noon + 1h);
    expect_no_change(situation.ends(portal, VisitOutcome::unchanged, noon + 25h));
    EXPECT_EQ(situation.state(2020).source_url, bureau);
    EXPECT_FALSE(situation.state(2020).withdrawn_at);
}

}  // namespace
}  // namespace ogi::daemon
