#include "crawler/change_rate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace ogi::crawler {
namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;

model::ChangeHistory looks(int same, int changed, seconds pause) {
    auto history = after_look({}, Sight::new_content, std::nullopt);
    for (int i = 0; i < same; ++i) history = after_look(history, Sight::same, pause);
    for (int i = 0; i < changed; ++i) history = after_look(history, Sight::new_content, pause);
    return history;
}

TEST(ChangeRate, TheFirstLookTeachesNothing) {
    const auto history = after_look({}, Sight::new_content, std::nullopt);
    EXPECT_EQ(history.looks, 1);
    EXPECT_EQ(history.changes_milli, 0);
    EXPECT_EQ(change_rate(history), 0);
    EXPECT_EQ(change_rate({}), 0);
}

TEST(ChangeRate, IsTheBiasReducedEstimatorWhereTheLooksAreRegular) {
    struct Case {
        int same, changed;
    };
    for (const auto& [same, changed] : {Case{9, 1}, Case{5, 5}, Case{0, 1}, Case{0, 10}, Case{30, 3}}) {
        const double n = same + changed;
        const auto expected = -std::log((n - changed + 0.5) / (n + 0.5)) / 86'400;
        EXPECT_NEAR(change_rate(looks(same, changed, 24h)), expected, 1e-12) << same << " " << changed;
    }
}

TEST(ChangeRate, WithoutAChangeFallsAsTheTimeWatchedGrows) {
    EXPECT_DOUBLE_EQ(change_rate(looks(10, 0, 24h)), 0.5 / (10 * 86'400));
    EXPECT_DOUBLE_EQ(change_rate(looks(100, 0, 24h)), 0.5 / (100 * 86'400));
}

TEST(ChangeRate, CountsANewTemplateAsAPartOfAChange) {
    auto dressed = after_look({}, Sight::new_content, std::nullopt);
    for (int i = 0; i < 8; ++i) dressed = after_look(dressed, Sight::new_template, 24h);
    EXPECT_EQ(dressed.changes_milli, 2'000);
    EXPECT_LT(change_rate(dressed), change_rate(looks(0, 8, 24h)) / 2);
    EXPECT_GT(change_rate(dressed), change_rate(looks(8, 0, 24h)));
}

TEST(ChangeRate, FollowsARateThatChangedBecauseThePastFades) {
    auto history = looks(0, 700, 24h);
    const auto before = change_rate(history);
    for (int i = 0; i < 6'000; ++i) history = after_look(history, Sight::same, 24h);
    EXPECT_LT(change_rate(history), before / 100);
    EXPECT_LE(history.lively_s + history.quiet_s, seconds{history_span}.count());
    EXPECT_EQ(history.looks, 6'701);
}

// A page that changes at random, looked at after pauses between an hour and a month: the estimate comes near
// its rate whatever that is. The seed is fixed.
TEST(ChangeRate, ComesNearTheTruthForIrregularLooks) {
    std::mt19937_64 random{7};
    std::uniform_real_distribution<double> pause{3'600, 30 * 86'400.0};
    for (const double days_a_change : {5.0, 20.0, 100.0}) {
        const double truth = 1 / (days_a_change * 86'400);
        double sum = 0;
        constexpr int pages = 400;
        for (int page = 0; page < pages; ++page) {
            auto history = after_look({}, Sight::new_content, std::nullopt);
            for (int look = 0; look < 40; ++look) {
                const auto passed = pause(random);
                const bool changed = std::bernoulli_distribution{1 - std::exp(-truth * passed)}(random);
                history = after_look(history, changed ? Sight::new_content : Sight::same,
                                     seconds{static_cast<std::int64_t>(passed)});
            }
            sum += change_rate(history);
        }
        EXPECT_NEAR(sum / pages / truth, 1, 0.25) << days_a_change;
    }
}

TEST(ChangeRate, AClockThatWentBackTeachesNothing) {
    const auto before = looks(3, 1, 24h);
    const auto after = after_look(before, Sight::new_content, -5h);
    EXPECT_EQ(after.changes_milli, before.changes_milli);
    EXPECT_EQ(after.quiet_s, before.quiet_s);
}

}  // namespace
}  // namespace ogi::crawler
