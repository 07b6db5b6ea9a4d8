// What Politeness makes of hosts that do not answer as they should, and what a restart keeps of it.
#include "crawler/politeness.h"

#include <gtest/gtest.h>

namespace ogi::crawler {
namespace {

using namespace std::chrono_literals;
using model::WaitReason;

const base::SteadyTime noon{base::SteadyTime{} + 1'000h};
constexpr base::UtcTime today{std::chrono::hours{24 * 20'000}};
constexpr std::string_view host = "www.example.gov.cn:80";
constexpr Politeness::Now now{noon, today};

TEST(HostManners, AHostThatGivesNoAnswerIsLeftAloneForLongerAndLonger) {
    Politeness politeness{0s};
    for (int i = 1; i < Politeness::failures_free; ++i) {
        politeness.unanswered(host, noon, "timed out");
        EXPECT_EQ(politeness.held_until(host, noon), std::nullopt) << i;
    }
    politeness.unanswered(host, noon, "timed out");
    EXPECT_EQ(politeness.held_until(host, noon), noon + Politeness::failure_hold_first);
    EXPECT_EQ(politeness.freedom(host).why, WaitReason::failing);
    EXPECT_EQ(politeness.freedom(host).note, "timed out");
    politeness.unanswered(host, noon, "timed out");
    EXPECT_EQ(politeness.held_until(host, noon), noon + 2 * Politeness::failure_hold_first);
    for (int i = 0; i < 100; ++i) politeness.unanswered(host, noon, "timed out");
    EXPECT_EQ(politeness.held_until(host, noon), noon + Politeness::failure_hold_max);
}

TEST(HostManners, OneAnswerMakesUpForSilence) {
    Politeness politeness{0s};
    for (int round = 0; round < 3; ++round) {
        for (int i = 1; i < Politeness::failures_free; ++i) politeness.unanswered(host, noon, "");
        politeness.answered(host);
    }
    EXPECT_EQ(politeness.held_until(host, noon), std::nullopt);
}

TEST(HostManners, AHostThatRefusesEveryPageIsLeftAloneForLongerAndLonger) {
    Politeness politeness{0s};
    for (int round = 0; round < 2; ++round) {
        for (int i = 1; i < Politeness::refusals_free; ++i) politeness.refused(host, noon, "HTTP 403");
        EXPECT_EQ(politeness.held_until(host, noon), std::nullopt);
        politeness.answered(host);
    }
    for (int i = 0; i < Politeness::refusals_free; ++i) politeness.refused(host, noon, "HTTP 403");
    EXPECT_EQ(politeness.held_until(host, noon), noon + Politeness::refusal_hold_first);
    EXPECT_EQ(politeness.freedom(host).why, WaitReason::failing);
    EXPECT_EQ(politeness.freedom(host).note, "HTTP 403");
    politeness.refused(host, noon, "HTTP 403");
    EXPECT_EQ(politeness.held_until(host, noon), noon + 2 * Politeness::refusal_hold_first);
    // A run waits for the first of them: other pages of the host may be served.
    EXPECT_LT(Politeness::refusal_hold_first * 4, Politeness::failure_hold_first);
    for (int i = 0; i < 100; ++i) politeness.refused(host, noon, "HTTP 403");
    EXPECT_EQ(politeness.held_until(host, noon), noon + Politeness::refusal_hold_max);
}

TEST(HostManners, WhatAServersDoorsLearntCountsForAllOfThem) {
    Politeness politeness{0s};
    politeness.restore("a.example:80", {.failures = 4}, now);
    politeness.restore("www.a.example:443", {.not_before = today + 1h, .failures = 1}, now);
    EXPECT_EQ(politeness.held_until("a.example:443", noon), noon + 1h);
    EXPECT_EQ(politeness.manners("a.example:80", now).failures, 4);
}

TEST(HostManners, AHostThatOnlyShowsAnAntiBotPageIsLeftAloneForDays) {
    Politeness politeness{0s};
    politeness.challenged(host, noon, "瑞数");
    politeness.challenged(host, noon, "瑞数");
    politeness.unchallenged(host);
    for (int i = 1; i < Politeness::challenges_free; ++i) politeness.challenged(host, noon, "瑞数");
    EXPECT_EQ(politeness.held_until(host, noon), std::nullopt);
    politeness.challenged(host, noon, "瑞数");
    EXPECT_EQ(politeness.held_until(host, noon), noon + Politeness::challenge_hold);
    EXPECT_EQ(politeness.freedom(host).why, WaitReason::challenged);
}

TEST(HostManners, AHoldCountsInAnotherRunAsItDidInThisOne) {
    Politeness before{1s};
    before.reserve(host, noon);
    before.finished(host, noon);
    before.set_delay(host, 30s);
    before.hold(host, noon + 1h, WaitReason::asked_to_wait, "HTTP 429");
    const auto manners = before.manners(host, now);
    EXPECT_EQ(manners.not_before, today + 1h);

    Politeness after{1s};  // Ten minutes later, on another clock.
    const Politeness::Now later{base::SteadyTime{} + 5s, today + 10min};
    after.restore(host, manners, later);
    EXPECT_EQ(after.held_until(host, later.steady), later.steady + 50min);
    EXPECT_EQ(after.freedom(host).why, WaitReason::asked_to_wait);
    EXPECT_EQ(after.freedom(host).note, "HTTP 429");
    EXPECT_EQ(after.manners(host, later), manners);
}

TEST(HostManners, APauseThatHasJustBegunIsKeptByTheNextRun) {
    Politeness before{2s};
    before.reserve(host, noon);
    before.finished(host, noon);
    before.set_delay(host, 5s);
    const auto manners = before.manners(host, now);
    EXPECT_EQ(manners.not_before, base::UtcTime{});  // Nothing that would have to be written at every visit.
    Politeness after{2s};
    after.begin_anew(noon);
    after.restore(host, manners, {noon, today + 500ms});
    EXPECT_EQ(after.reserve(host, noon), noon + 5s);
}

TEST(HostManners, CountsGoOnInAnotherRun) {
    Politeness before{0s};
    for (int i = 1; i < Politeness::failures_free; ++i) before.unanswered(host, noon, "");
    for (int i = 1; i < Politeness::challenges_free; ++i) before.challenged(host, noon, "");
    Politeness after{0s};
    after.restore(host, before.manners(host, now), now);
    after.unanswered(host, noon, "");
    EXPECT_EQ(after.freedom(host).why, WaitReason::failing);
    after.challenged(host, noon, "");
    EXPECT_EQ(after.freedom(host).why, WaitReason::challenged);
}

TEST(HostManners, WhatAWrongClockHeldIsNotHeldForYears) {
    Politeness politeness{0s};
    politeness.restore(host, {.not_before = today + std::chrono::hours{24 * 3650}}, now);
    EXPECT_EQ(politeness.held_until(host, noon), noon + Politeness::hold_ahead_max);
    // And what lies in the past is no hold.
    politeness.restore("b:80", {.not_before = today - 1h}, now);
    EXPECT_EQ(politeness.held_until("b:80", noon), std::nullopt);
}

TEST(HostManners, WhatIsKnownInThisRunIsNotOverwritten) {
    Politeness politeness{0s};
    politeness.reserve(host, noon);
    politeness.restore(host, {.not_before = today + 1h}, now);
    EXPECT_EQ(politeness.held_until(host, noon), std::nullopt);
}

TEST(HostManners, AfterAStartNobodyIsAskedBeforeItsDelay) {
    Politeness politeness{2s};
    politeness.begin_anew(noon);
    EXPECT_EQ(politeness.freedom("never seen:80").at, noon + 2s);
    EXPECT_EQ(politeness.reserve(host, noon), noon + 2s);
    politeness.restore("slow:80", {.crawl_delay = 10s}, now);
    EXPECT_EQ(politeness.reserve("slow:80", noon), noon + 10s);
}

}  // namespace
}  // namespace ogi::crawler
