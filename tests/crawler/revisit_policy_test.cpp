#include "crawler/revisit_policy.h"

#include <gtest/gtest.h>

namespace ogi::crawler {
namespace {

using namespace std::chrono;
using namespace std::chrono_literals;
using model::PageRole;
using model::VisitOutcome;

base::UtcTime shanghai_noon(int y, unsigned m, unsigned d) {
    return base::UtcTime{sys_days{year{y} / month{m} / day{d}}} + 12h - 8h;
}

model::Page page_with(PageRole role, VisitOutcome outcome, int failures = 0) {
    model::Page page;
    page.role = role;
    page.outcome = outcome;
    page.failures = failures;
    return page;
}

base::UtcTime next(const model::Page& page, base::UtcTime now) {
    return next_visit(page, false, std::nullopt, now, {});
}

TEST(RevisitPolicy, APageNeverVisitedIsDueNow) {
    const auto now = shanghai_noon(2026, 6, 1);
    EXPECT_EQ(next(model::Page{}, now), now);
}

TEST(RevisitPolicy, ListsAreLookedAtEveryDayAllYear) {
    for (const unsigned month : {1u, 3u, 7u, 12u}) {
        const auto now = shanghai_noon(2026, month, 20);
        EXPECT_EQ(next(page_with(PageRole::list, VisitOutcome::unchanged), now), now + 24h);
        EXPECT_EQ(next(page_with(PageRole::entry, VisitOutcome::changed), now), now + 24h);
    }
}

TEST(RevisitPolicy, ReportsAreLookedAtWeeklyInSeasonAndFourTimesAsSeldomOtherwise) {
    struct Case {
        unsigned month, day;
        int days_until_next;
    };
    for (const auto& [m, d, days_until_next] : {
             Case{1, 4, 7}, Case{2, 10, 7}, Case{4, 15, 7},      // In season, its ends included.
             Case{4, 16, 28}, Case{7, 1, 28}, Case{11, 30, 28},  // Off season.
             Case{12, 20, 15},                                   // Cut: the season begins on 4 January.
             Case{1, 2, 7},                                      // Not sooner than in season.
         }) {
        const auto now = shanghai_noon(2026, m, d);
        const auto due = next(page_with(PageRole::report, VisitOutcome::unchanged), now);
        EXPECT_EQ(floor<days>(due + 8h) - floor<days>(now + 8h), days{days_until_next}) << m << "-" << d;
    }
}

TEST(RevisitPolicy, TheSeasonBeginsAtMidnightInShanghai) {
    const auto due = next(page_with(PageRole::report, VisitOutcome::changed), shanghai_noon(2025, 12, 20));
    EXPECT_EQ(base::to_iso(due), "2026-01-03T16:00:00.000Z");
}

TEST(RevisitPolicy, FailuresDoubleTheWaitUpToALimit) {
    const auto now = shanghai_noon(2026, 6, 1);
    const RevisitSettings settings;
    EXPECT_EQ(next(page_with(PageRole::report, VisitOutcome::failed, 1), now), now + 300s);
    EXPECT_EQ(next(page_with(PageRole::report, VisitOutcome::failed, 2), now), now + 600s);
    EXPECT_EQ(next(page_with(PageRole::list, VisitOutcome::failed, 5), now), now + 4800s);
    EXPECT_EQ(next(page_with(PageRole::list, VisitOutcome::failed, 1'000'000), now),
              now + settings.retry_max);
    EXPECT_EQ(next(page_with(PageRole::list, VisitOutcome::failed, 0), now), now + 300s);
}

TEST(RevisitPolicy, APageThatIsGoneGetsItsSecondLookInTime) {
    const auto now = shanghai_noon(2026, 6, 1);
    const auto gone = page_with(PageRole::report, VisitOutcome::gone);
    EXPECT_EQ(next_visit(gone, true, std::nullopt, now, {}), now + 24h);
    EXPECT_EQ(next_visit(gone, true, std::nullopt, now, {.withdrawal_confirm = 0s}), now);
    EXPECT_EQ(next_visit(gone, false, std::nullopt, now, {.withdrawal_confirm = 0s}), now + 28 * 24h);
}

TEST(RevisitPolicy, AWallIsGivenDaysAndAProhibitionAWeek) {
    const auto now = shanghai_noon(2026, 6, 1);
    EXPECT_EQ(next(page_with(PageRole::list, VisitOutcome::challenged), now), now + 72h);
    EXPECT_EQ(next(page_with(PageRole::list, VisitOutcome::disallowed), now), now + 7 * 24h);
}

TEST(RevisitPolicy, TheServersWishCanOnlyDelay) {
    const auto now = shanghai_noon(2026, 6, 1);
    const auto failed = page_with(PageRole::list, VisitOutcome::failed, 1);
    EXPECT_EQ(next_visit(failed, false, now + 1h, now, {}), now + 1h);
    EXPECT_EQ(next_visit(failed, false, now + 1s, now, {}), now + 300s);
}

}  // namespace
}  // namespace ogi::crawler
