#include "crawler/politeness.h"

#include <gtest/gtest.h>

namespace ogi::crawler {
namespace {

using namespace std::chrono_literals;

const base::SteadyTime noon{};  // Any fixed instant will do: Politeness reads no clock.
constexpr std::string_view host = "www.example.gov.cn:80";

TEST(Politeness, TheFirstVisitMayStartAtOnce) {
    Politeness politeness{2s};
    EXPECT_EQ(politeness.reserve(host, noon), noon);
}

TEST(Politeness, OneRequestAtATimeGoesToAHost) {
    Politeness politeness{2s};
    ASSERT_TRUE(politeness.reserve(host, noon));
    EXPECT_EQ(politeness.reserve(host, noon + 1h), std::nullopt);
    EXPECT_EQ(politeness.reserve("other.example.gov.cn:80", noon), noon);
}

TEST(Politeness, TheDelayCountsFromTheEndOfTheResponse) {
    Politeness politeness{2s};
    politeness.reserve(host, noon);
    politeness.finished(host, noon + 10s);
    EXPECT_EQ(politeness.reserve(host, noon + 11s), noon + 12s);
}

TEST(Politeness, AHostThatHadItsPauseMayBeAskedAtOnce) {
    Politeness politeness{2s};
    politeness.reserve(host, noon);
    politeness.finished(host, noon + 1s);
    EXPECT_EQ(politeness.reserve(host, noon + 1min), noon + 1min);
}

TEST(Politeness, ADelayOfZeroIsNoDelay) {
    Politeness politeness{0ms};
    politeness.reserve(host, noon);
    politeness.finished(host, noon);
    EXPECT_EQ(politeness.reserve(host, noon), noon);
}

TEST(Politeness, CrawlDelayCanMakeUsMorePolite) {
    Politeness politeness{1s};
    politeness.set_delay(host, 10s);
    politeness.reserve(host, noon);
    politeness.finished(host, noon);
    EXPECT_EQ(politeness.reserve(host, noon), noon + 10s);
}

TEST(Politeness, CrawlDelayCannotMakeUsLessPolite) {
    Politeness politeness{5s};
    politeness.set_delay(host, 1s);
    politeness.reserve(host, noon);
    politeness.finished(host, noon);
    EXPECT_EQ(politeness.reserve(host, noon), noon + 5s);
}

TEST(Politeness, AHoldKeepsTurnsBehindIt) {
    Politeness politeness{1s};
    politeness.reserve(host, noon);
    politeness.hold(host, noon + 1min);
    politeness.finished(host, noon);
    EXPECT_EQ(politeness.held_until(host, noon), noon + 1min);
    EXPECT_EQ(politeness.reserve(host, noon + 5s), noon + 1min);
}

TEST(Politeness, AShorterHoldDoesNotEndALongerOne) {
    Politeness politeness{1s};
    politeness.hold(host, noon + 1min);
    politeness.hold(host, noon + 1s);
    EXPECT_EQ(politeness.held_until(host, noon), noon + 1min);
    EXPECT_EQ(politeness.held_until(host, noon + 1min), std::nullopt);
}

TEST(Politeness, AChangedDefaultHoldsForThePauseThatRuns) {
    Politeness politeness{1s};
    politeness.reserve(host, noon);
    politeness.finished(host, noon);
    politeness.set_default_delay(30s);
    EXPECT_EQ(politeness.reserve(host, noon + 2s), noon + 30s);
}

TEST(Politeness, IdleHostsAreForgottenAboveTheirLimit) {
    Politeness politeness{1s};
    for (std::size_t i = 0; i < Politeness::idle_hosts_max; ++i) {
        const auto name = std::to_string(i);
        politeness.reserve(name, noon);
        politeness.finished(name, noon);
    }
    politeness.reserve("under way", noon);
    politeness.hold("held", noon + 1h);
    politeness.reserve(host, noon + 1min);
    EXPECT_EQ(politeness.hosts_known(), 3u);
    EXPECT_EQ(politeness.reserve("under way", noon + 1min), std::nullopt);
    EXPECT_EQ(politeness.held_until("held", noon + 1min), noon + 1h);
}

}  // namespace
}  // namespace ogi::crawler
