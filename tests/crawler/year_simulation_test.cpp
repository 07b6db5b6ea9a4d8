#include "year_simulation.h"

#include <gtest/gtest.h>

namespace ogi::crawler {
namespace {

using namespace std::chrono_literals;

// The same with 100,000 hosts: bench/year_of_hosts.
const YearResult& year() {
    static const auto result = simulate_year({.hosts = 2'000, .asking_max = 4});
    return result;
}

TEST(YearSimulation, NoHostIsAskedFasterThanItsDelay) {
    EXPECT_EQ(year().least_gap, 0ms);
}

TEST(YearSimulation, EveryReportIsSeenWithinTheLongestPauseOfAListPage) {
    EXPECT_GT(year().published, 1'900U);
    EXPECT_GE(year().seen, year().published);
    EXPECT_EQ(year().out_of_bound, 0U);
    EXPECT_LE(year().slowest_in_peak, RevisitSettings{}.list_period_max + seen_slack);
    EXPECT_LE(year().slowest, RevisitSettings{}.list_period_max * 4 + seen_slack);
}

TEST(YearSimulation, NobodyStarves) {
    EXPECT_EQ(year().starved_hosts, 0U);
    EXPECT_LE(year().longest_wait, 1h);
}

TEST(YearSimulation, CorrectionsOfKnownReportsAreSeen) {
    EXPECT_GT(year().changes, 100U);
    EXPECT_EQ(year().changes_seen, year().changes);
}

TEST(YearSimulation, TheSeasonFitsTheRateAndADayIsBounded) {
    EXPECT_LT(static_cast<double>(year().busiest_hour), year().capacity_hour);
    // Pages a host × looks a day at the most.
    EXPECT_LT(year().busiest_day, 2'000U * 10 / 4);
    EXPECT_LT(static_cast<double>(year().busiest_day), 4 * year().mean_day);
}

}  // namespace
}  // namespace ogi::crawler
