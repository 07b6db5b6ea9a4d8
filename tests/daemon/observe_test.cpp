#include "crawler/shell.h"
#include "daemon/visit/decide.h"

#include "situation.h"

#include <gtest/gtest.h>

#include <string>

namespace ogi::daemon {
namespace {

using model::ChangeType;
using model::GoneReason;
using model::VisitOutcome;
using namespace std::chrono_literals;

constexpr std::string_view page_url = "http://bureau.example/2020.html";
constexpr std::int64_t hour_s = 3'600;

// A visit that finds a body with this content.
Decided says(Situation& situation, const std::string& content, const std::string& body, base::UtcTime now) {
    auto ingested = showing_no_report("a list");
    ingested.content = content;
    ingested.unread_shell = body.find("<script>") != std::string::npos;
    return situation.visit(page_url, changed_body(page_url, body), std::move(ingested), now);
}

TEST(Observe, LooksAreCountedWithTheTimeBetweenThem) {
    Situation situation;
    says(situation, "a", "1", noon);
    EXPECT_EQ(situation.page(page_url).history, (model::ChangeHistory{.looks = 1}));
    EXPECT_EQ(situation.page(page_url).seen_at, noon);
    situation.ends(page_url, VisitOutcome::unchanged, noon + 10h);
    says(situation, "b", "2", noon + 15h);
    EXPECT_EQ(situation.page(page_url).history,
              (model::ChangeHistory{
                  .looks = 3, .changes_milli = 1'000, .quiet_s = 10 * hour_s, .lively_s = 5 * hour_s}));
}

TEST(Observe, APageOfNothingButAScriptIsToldUntilItSaysSomething) {
    Situation situation;
    says(situation, "a", "<html><script>location = where()</script></html>", noon);
    EXPECT_EQ(situation.page(page_url).outcome_note, crawler::unread_shell_words);
    situation.ends(page_url, VisitOutcome::unchanged, noon + 5h);
    EXPECT_EQ(situation.page(page_url).outcome_note, crawler::unread_shell_words);
    says(situation, "b", "<html><p>text</p></html>", noon + 10h);
    EXPECT_NE(situation.page(page_url).outcome_note, crawler::unread_shell_words);
}

TEST(Observe, AVisitThatSeesNothingIsNoLook) {
    Situation situation;
    says(situation, "a", "1", noon);
    for (const auto outcome : {VisitOutcome::failed, VisitOutcome::challenged, VisitOutcome::disallowed})
        situation.ends(page_url, outcome, noon + 5h);
    EXPECT_EQ(situation.page(page_url).seen_at, noon);
    EXPECT_EQ(situation.page(page_url).history.looks, 1);
    // The time until the next look counts whole.
    situation.ends(page_url, VisitOutcome::unchanged, noon + 10h);
    EXPECT_EQ(situation.page(page_url).history.quiet_s, 10 * hour_s);
}

TEST(Observe, ANewTemplateAroundTheSameContentIsLessThanAChange) {
    Situation situation;
    says(situation, "a", "1", noon);
    says(situation, "a", "1 with another counter", noon + 4h);
    const auto& page = situation.page(page_url);
    EXPECT_EQ(page.history.changes_milli, 250);
    EXPECT_EQ(page.content, "a");
    EXPECT_EQ(page.content_before, "");
    EXPECT_EQ(page.unchanged, 0);
}

TEST(Observe, ToBeGoneAndToBeBackAreChangesAndToStayAwayIsNone) {
    Situation situation;
    says(situation, "a", "1", noon);
    situation.ends(page_url, VisitOutcome::gone, noon + 1h);
    EXPECT_EQ(situation.page(page_url).history.changes_milli, 1'000);
    situation.ends(page_url, VisitOutcome::gone, noon + 2h);
    EXPECT_EQ(situation.page(page_url).history.changes_milli, 1'000);
    says(situation, "a", "1", noon + 3h);
    EXPECT_EQ(situation.page(page_url).history.changes_milli, 2'000);
}

TEST(Observe, FromAToBAndBackIsTwoRevisionsAndNoFlapping) {
    Situation situation;
    situation.shows(page_url, report_of(2020, 36), noon);
    situation.shows(page_url, report_of(2020, 40), noon + 1h);
    const auto back = situation.shows(page_url, report_of(2020, 36), noon + 2h);
    ASSERT_EQ(back.commit.changes.size(), 1U);
    EXPECT_EQ(back.commit.changes[0].type, ChangeType::revised);
    EXPECT_EQ(back.commit.changes[0].revision, 3);
    EXPECT_EQ(situation.page(page_url).flips, 1);
    EXPECT_EQ(situation.page(page_url).outcome_note, "");
}

TEST(Observe, APageThatGoesToAndFroSaysSoAndTheFeedStaysStill) {
    Situation situation;
    std::size_t told = 0;
    for (int look = 0; look < 12; ++look) {
        const auto now = noon + 100h * look;
        told +=
            situation.shows(page_url, report_of(2020, look % 2 == 0 ? 36 : 40), now).commit.changes.size();
    }
    EXPECT_EQ(told, 3U);  // Added, there and back.
    const auto& page = situation.page(page_url);
    EXPECT_EQ(page.flips, 6);
    EXPECT_NE(page.outcome_note.find("flapping: the page goes to and fro between two contents"),
              std::string::npos)
        << page.outcome_note;
    EXPECT_EQ(page.suspect->doubts, std::vector{model::Doubt::flapping});
    EXPECT_EQ(situation.state(2020).revision, 3);
    // A third content ends it.
    EXPECT_EQ(situation.shows(page_url, report_of(2020, 50), noon + 1'300h).commit.changes.size(), 1U);
    EXPECT_EQ(situation.page(page_url).flips, 0);
    EXPECT_FALSE(situation.page(page_url).suspect);
    EXPECT_EQ(situation.page(page_url).outcome_note, "");
}

}  // namespace
}  // namespace ogi::daemon
