#include "crawler/revisit_policy.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace ogi::crawler {
namespace {

using namespace std::chrono;
using namespace std::chrono_literals;
using model::PageRole;
using model::VisitOutcome;

base::UtcTime shanghai_noon(int y, unsigned m, unsigned d) {
    return base::UtcTime{sys_days{year{y} / month{m} / day{d}}} + 12h - 8h;
}

// Pauses are compared before the URL's hash takes its part: this one's takes nothing.
constexpr std::string_view unjittered = "http://a.example/2928";

model::Page page_with(PageRole role, VisitOutcome outcome, int failures = 0) {
    model::Page page;
    page.url = base::Url::parse(unjittered).value();
    page.role = role;
    page.outcome = outcome;
    page.failures = failures;
    return page;
}

model::Page report_on(int year_of_report, model::ChangeHistory history = {}) {
    auto page = page_with(PageRole::report, VisitOutcome::unchanged);
    page.reports = {{"示例县财政局", year_of_report}};
    page.history = history;
    return page;
}

model::Page list_with(model::ChangeHistory history) {
    auto page = page_with(PageRole::list, VisitOutcome::unchanged);
    page.history = history;
    return page;
}

base::UtcTime next(const model::Page& page, base::UtcTime now) {
    return next_visit(page, false, std::nullopt, now, {});
}

// In hours.
auto pause_of(const model::Page& page, base::UtcTime now) {
    return duration_cast<hours>(next(page, now) - now).count();
}

TEST(RevisitPolicy, APageNeverVisitedIsDueNow) {
    const auto now = shanghai_noon(2026, 6, 1);
    EXPECT_EQ(next(model::Page{}, now), now);
}

TEST(RevisitPolicy, ListsAreLookedAtMoreOftenThanReportsAndBothMoreOftenInSeason) {
    struct Case {
        unsigned month, day;
        int list_days, report_days;
    };
    for (const auto& [m, d, list_days, report_days] :
         {Case{1, 10, 1, 7}, Case{2, 20, 2, 14}, Case{7, 1, 4, 28}, Case{11, 1, 4, 28}}) {
        const auto now = shanghai_noon(2026, m, d);
        EXPECT_EQ(pause_of(page_with(PageRole::list, VisitOutcome::unchanged), now), list_days * 24) << m;
        EXPECT_EQ(pause_of(page_with(PageRole::entry, VisitOutcome::changed), now), list_days * 24) << m;
        EXPECT_EQ(pause_of(report_on(2025), now), report_days * 24) << m;
    }
}

TEST(RevisitPolicy, ReportsOfThisSeasonAreLookedAtSoonerThanTenYearOldOnes) {
    const auto now = shanghai_noon(2026, 1, 5);
    auto before = pause_of(report_on(2025), now);
    for (const int year : {2024, 2023, 2020}) {
        const auto pause = pause_of(report_on(year), now);
        EXPECT_GT(pause, before) << year;
        before = pause;
    }
    EXPECT_EQ(pause_of(report_on(2015), now), pause_of(report_on(2008), now));
    // One on this very year, published before it is over, is as new as can be.
    EXPECT_EQ(pause_of(report_on(2026), now), pause_of(report_on(2025), now));
}

TEST(RevisitPolicy, APauseThatBeganOffSeasonEndsSoonerOnceTheSeasonHasBegun) {
    // 28 days off season: ten and a half until 4 January, then a quarter of the rest.
    EXPECT_EQ(base::to_iso(next(report_on(2024, {}), shanghai_noon(2025, 12, 24))),
              "2026-01-08T01:00:00.000Z");
}

TEST(RevisitPolicy, WhatNeverChangesIsLookedAtHalfAsOftenUpToTheLongestPause) {
    const auto now = shanghai_noon(2026, 7, 1);
    constexpr std::int64_t day = 86'400;
    EXPECT_EQ(pause_of(report_on(2025, {.looks = 2, .quiet_s = 28 * day}), now), 28 * 24);
    EXPECT_EQ(pause_of(report_on(2025, {.looks = 3, .quiet_s = 40 * day}), now), 40 * 24);
    EXPECT_EQ(pause_of(report_on(2025, {.looks = 9, .quiet_s = 400 * day}), now), 56 * 24);
    EXPECT_EQ(pause_of(list_with({.looks = 9, .quiet_s = 400 * day}), now), 8 * 24);
}

TEST(RevisitPolicy, WhatChangesIsLookedAtMoreOftenButNeverMoreThanTheShortestPause) {
    const auto now = shanghai_noon(2026, 7, 1);
    constexpr std::int64_t day = 86'400;
    const auto once = pause_of(
        list_with({.looks = 5, .changes_milli = 1'000, .quiet_s = 16 * day, .lively_s = 4 * day}), now);
    const auto often = pause_of(
        list_with({.looks = 5, .changes_milli = 4'000, .quiet_s = 4 * day, .lively_s = 16 * day}), now);
    EXPECT_LT(often, once);
    EXPECT_LT(often, 4 * 24);
    EXPECT_EQ(pause_of(list_with({.looks = 999, .changes_milli = 998'000, .lively_s = 998 * 3'600}), now),
              24);
    EXPECT_EQ(pause_of(list_with({.looks = 999, .changes_milli = 998'000, .lively_s = 998 * 3'600}),
                       shanghai_noon(2026, 1, 10)),
              6);
}

TEST(RevisitPolicy, ThePagesOfAHostDoNotFallDueTogether) {
    const auto now = shanghai_noon(2026, 7, 1);
    const auto whole = next(report_on(2025), now) - now;
    std::set<base::UtcTime> moments;
    for (int i = 0; i < 500; ++i) {
        auto page = report_on(2025);
        page.url = base::Url::parse("http://a.example/" + std::to_string(i) + ".html").value();
        const auto due = next(page, now);
        EXPECT_LE(due, now + whole);
        EXPECT_GE(due, now + whole * 4 / 5);
        EXPECT_EQ(due, next(page, now));  // The same every time.
        moments.insert(floor<hours>(due));
    }
    EXPECT_GT(moments.size(), 100U);
}

TEST(RevisitPolicy, AnOperatorsShortPeriodIsNotMadeLonger) {
    const auto now = shanghai_noon(2026, 1, 10);
    const RevisitSettings settings{.list_period = 60s, .list_period_max = 60s};
    EXPECT_EQ(next_visit(list_with({}), false, std::nullopt, now, settings), now + 60s);
    EXPECT_EQ(next_visit(list_with({.looks = 9, .quiet_s = 999'999}), false, std::nullopt, now, settings),
              now + 60s);
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
    // Once it is settled, as seldom as any: it may come back.
    EXPECT_EQ(next_visit(gone, false, std::nullopt, now, {.withdrawal_confirm = 0s}), now + 28 * 4 * 24h);
}

TEST(RevisitPolicy, AWallIsGivenDaysAndAProhibitionAWeek) {
    const auto now = shanghai_noon(2026, 6, 1);
    EXPECT_EQ(next(page_with(PageRole::list, VisitOutcome::challenged), now), now + 72h);
    EXPECT_EQ(next(page_with(PageRole::list, VisitOutcome::disallowed), now), now + 7 * 24h);
    auto refused = page_with(PageRole::list, VisitOutcome::disallowed);
    refused.reason = model::FailureReason::address_refused;
    EXPECT_EQ(next(refused, now), now + 24h);
}

TEST(RevisitPolicy, TheServersWishCanOnlyDelay) {
    const auto now = shanghai_noon(2026, 6, 1);
    const auto failed = page_with(PageRole::list, VisitOutcome::failed, 1);
    EXPECT_EQ(next_visit(failed, false, now + 1h, now, {}), now + 1h);
    EXPECT_EQ(next_visit(failed, false, now + 1s, now, {}), now + 300s);
}

}  // namespace
}  // namespace ogi::crawler
