#include "daemon/visit/decide.h"

#include "daemon/crawl/due.h"
#include "daemon/visit/mass_absence.h"
#include "situation.h"

#include <gtest/gtest.h>

#include <string>

namespace ogi::daemon {
namespace {

using model::ChangeType;
using model::FailureReason;
using model::GoneReason;
using model::VisitOutcome;
using namespace std::chrono_literals;

constexpr std::string_view bureau = "http://bureau.example/2020.html";

std::string sibling(int number) {
    return "http://bureau.example/" + std::to_string(number) + ".html";
}

void expect_no_change(const Decided& decided) {
    EXPECT_TRUE(decided.commit.changes.empty());
    EXPECT_TRUE(decided.commit.revisions.empty());
}

void expect_withdrawn(const Decided& decided, GoneReason reason) {
    ASSERT_EQ(decided.commit.changes.size(), 1U);
    EXPECT_EQ(decided.commit.changes[0].type, ChangeType::withdrawn);
    EXPECT_EQ(decided.commit.changes[0].reason, reason);
}

// A host with so many reports on pages of their own, besides the bureau's.
Situation with_siblings(int number) {
    Situation situation;
    situation.shows(bureau, report_of(2020), noon);
    for (int i = 0; i < number; ++i) situation.shows(sibling(i), report_of(2000 + i), noon);
    return situation;
}

TEST(DecideGone, EveryWayOfBeingGoneIsWithdrawnAtTheSecondLookAndTellsItsReason) {
    for (const auto reason :
         {GoneReason::error_page, GoneReason::sent_home, GoneReason::sent_to_error, GoneReason::unlisted}) {
        Situation situation;
        situation.shows(bureau, report_of(2020), noon);
        expect_no_change(situation.stands_in(bureau, reason, noon + 1h));
        const auto& page = situation.page(bureau);
        EXPECT_EQ(page.outcome, VisitOutcome::gone);
        EXPECT_EQ(page.gone_reason, reason);
        EXPECT_EQ(page.outcome_note, "not the page that was asked for");
        EXPECT_EQ(page.etag + page.last_modified + page.snapshot, "");
        EXPECT_EQ(page.due_at, noon + 25h);
        expect_withdrawn(situation.stands_in(bureau, reason, noon + 25h), reason);
    }
    for (const auto reason : {GoneReason::not_found, GoneReason::removed}) {
        Situation situation;
        situation.shows(bureau, report_of(2020), noon);
        for (const auto hours : {1h, 25h}) {
            auto fetched = no_body(VisitOutcome::gone);
            fetched.gone_reason = reason;
            const auto decided = situation.visit(bureau, std::move(fetched), std::nullopt, noon + hours);
            if (hours == 25h) expect_withdrawn(decided, reason);
        }
    }
}

TEST(DecideGone, APageThatIsBackIsRestoredAndForgetsWhyItWasGone) {
    Situation situation;
    situation.shows(bureau, report_of(2020), noon);
    situation.stands_in(bureau, GoneReason::sent_home, noon + 1h);
    situation.stands_in(bureau, GoneReason::sent_home, noon + 25h);
    const auto decided = situation.shows(bureau, report_of(2020), noon + 50h);
    ASSERT_EQ(decided.commit.changes.size(), 1U);
    EXPECT_EQ(decided.commit.changes[0].type, ChangeType::restored);
    EXPECT_FALSE(decided.commit.changes[0].reason);
    EXPECT_FALSE(situation.page(bureau).gone_reason);
}

TEST(DecideGone, ALookThatComesEarlyDoesNotPutTheSecondLookOff) {
    Situation situation;
    situation.shows(bureau, report_of(2020), noon);
    situation.stands_in(bureau, GoneReason::sent_home, noon + 1h);
    situation.stands_in(bureau, GoneReason::sent_home, noon + 20h);
    EXPECT_EQ(situation.page(bureau).due_at, noon + 25h);
}

TEST(DecideGone, ASiteThatIsOutOfServiceNeverTakesAReportAway) {
    Situation situation;
    situation.shows(bureau, report_of(2020), noon);
    for (const auto hours : {1h, 25h, 50h, 1'000h}) {
        expect_no_change(situation.stands_in(bureau, std::nullopt, noon + hours));
        EXPECT_EQ(situation.page(bureau).outcome, VisitOutcome::failed);
        EXPECT_EQ(situation.page(bureau).reason, FailureReason::overloaded);
    }
    EXPECT_FALSE(situation.standing({"示例县财政局", 2020})->copies.at(0).missing_since);
}

TEST(DecideGone, AnEntryThatLeadsToTheHomePageIsWhereItsOperatorNamedIt) {
    Situation situation;
    situation.page(bureau).role = model::PageRole::entry;
    situation.stands_in(bureau, GoneReason::sent_home, noon);
    EXPECT_EQ(situation.page(bureau).outcome, VisitOutcome::changed);
    situation.stands_in(bureau, GoneReason::error_page, noon + 1h);
    EXPECT_EQ(situation.page(bureau).outcome, VisitOutcome::gone);
}

TEST(DecideGone, AChallengeBetweenTheLooksNeitherConfirmsNorClears) {
    Situation situation;
    situation.shows(bureau, report_of(2020), noon);
    situation.stands_in(bureau, GoneReason::error_page, noon + 1h);
    expect_no_change(situation.ends(bureau, VisitOutcome::challenged, noon + 30h));
    EXPECT_FALSE(situation.page(bureau).gone_reason);
    expect_withdrawn(situation.stands_in(bureau, GoneReason::error_page, noon + 110h),
                     GoneReason::error_page);
}

TEST(DecideGone, OnePageThatIsSentHomeWhileItsSiblingsStandIsWithdrawn) {
    auto situation = with_siblings(5);
    const auto first = situation.stands_in(bureau, GoneReason::sent_home, noon + 1h);
    // The siblings are looked at before the second look.
    EXPECT_EQ(first.commit.pages.size(), 6U);
    for (int i = 0; i < 5; ++i) {
        EXPECT_LT(situation.page(sibling(i)).due_at, noon + 1h);
        situation.ends(sibling(i), VisitOutcome::unchanged, noon + 1h);
    }
    expect_withdrawn(situation.stands_in(bureau, GoneReason::sent_home, noon + 25h), GoneReason::sent_home);
}

TEST(DecideGone, AHostThatSendsManyPagesHomeAtOnceWithdrawsNothingUntilThatHasLasted) {
    auto situation = with_siblings(5);
    situation.stands_in(bureau, GoneReason::sent_home, noon + 1h);
    for (int i = 0; i < 5; ++i) situation.stands_in(sibling(i), GoneReason::sent_home, noon + 2h);
    expect_no_change(situation.stands_in(bureau, GoneReason::sent_home, noon + 25h));
    const auto& page = situation.page(bureau);
    EXPECT_NE(page.outcome_note.find("held back (mass_absence): so are 5 of 5 other pages of the host"),
              std::string::npos)
        << page.outcome_note;
    EXPECT_FALSE(situation.state(2020).withdrawn_at);
    // Patiently, and not in the same run.
    EXPECT_EQ(page.due_at, noon + 25h + situation.settings.revisit.report_period);

    // It was an outage.
    Situation outage = situation;
    expect_no_change(outage.shows(bureau, report_of(2020), noon + 200h));
    EXPECT_FALSE(outage.state(2020).withdrawn_at);

    // It was a relaunch.
    const auto lasted = 1h + situation.settings.revisit.mass_absence_hold;
    expect_no_change(situation.stands_in(bureau, GoneReason::sent_home, noon + lasted - 1s));
    EXPECT_EQ(situation.page(bureau).due_at, noon + lasted);
    expect_withdrawn(situation.stands_in(bureau, GoneReason::sent_home, noon + lasted),
                     GoneReason::sent_home);
}

TEST(DecideGone, SiblingsThatFailSpeakForAnOutageToo) {
    auto situation = with_siblings(4);
    situation.stands_in(bureau, GoneReason::error_page, noon + 1h);
    for (int i = 0; i < 3; ++i) situation.ends(sibling(i), VisitOutcome::failed, noon + 2h);
    situation.ends(sibling(3), VisitOutcome::unchanged, noon + 2h);
    expect_no_change(situation.stands_in(bureau, GoneReason::error_page, noon + 25h));
}

TEST(DecideGone, WaitsForItsSiblingsEvenWhereNoTimeMustPass) {
    auto situation = with_siblings(5);
    situation.settings.revisit.withdrawal_confirm = 0s;
    situation.stands_in(bureau, GoneReason::sent_home, noon + 1h);
    EXPECT_EQ(situation.page(bureau).due_at, noon + 1h);
    // Nobody has looked at them: no verdict, and no look after look without a pause.
    expect_no_change(situation.stands_in(bureau, GoneReason::sent_home, noon + 1h + 1s));
    EXPECT_GT(situation.page(bureau).due_at, noon + 1h + 1s);
    for (int i = 0; i < 5; ++i) situation.ends(sibling(i), VisitOutcome::unchanged, noon + 1h + 2s);
    expect_withdrawn(situation.stands_in(bureau, GoneReason::sent_home, noon + 2h), GoneReason::sent_home);
}

TEST(DecideGone, WhoeverAnswers404MeansThePageHoweverManyThereAre) {
    auto situation = with_siblings(5);
    for (int i = 0; i < 5; ++i) situation.ends(sibling(i), VisitOutcome::gone, noon + 1h);
    situation.ends(bureau, VisitOutcome::gone, noon + 1h);
    expect_withdrawn(situation.ends(bureau, VisitOutcome::gone, noon + 25h), GoneReason::not_found);
}

TEST(DecideGone, APageThatComesToShowAnotherReportSaysSo) {
    Situation situation;
    situation.shows(bureau, report_of(2020), noon);
    situation.shows(bureau, report_of(2021), noon + 1h);
    expect_withdrawn(situation.ends(bureau, VisitOutcome::unchanged, noon + 25h), GoneReason::replaced);
}

TEST(DecideGone, SiblingsOfAPageThatAPersonAskedForAreAskedForToo) {
    auto situation = with_siblings(3);
    situation.page(bureau).due_at = due_on_demand;
    situation.stands_in(bureau, GoneReason::sent_home, noon + 1h);
    EXPECT_EQ(situation.page(sibling(0)).due_at, due_on_demand);
}

}  // namespace
}  // namespace ogi::daemon
