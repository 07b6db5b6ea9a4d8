#include "storage/retention.h"

#include "examples.h"

#include <gtest/gtest.h>

namespace ogi::storage {
namespace {

using Captures = std::vector<KeptCapture>;
using Dropped = std::vector<bool>;

constexpr std::int64_t day_s = 86'400;
const auto today = at(1000 * day_s);

// Newest first.
Captures of_days_ago(std::initializer_list<int> days, std::string_view digests = {}) {
    Captures captures;
    for (const int day : days) {
        const auto place = captures.size();
        captures.push_back(
            {at((1000 - day) * day_s), place < digests.size() ? std::string{digests[place]} : ""});
    }
    return captures;
}

TEST(Retention, DropsNothingWhereNothingIsSaid) {
    EXPECT_TRUE(Retention{}.drops_nothing());
    EXPECT_EQ(may_drop(of_days_ago({2, 500, 999}), {}, today), (Dropped{false, false, false}));
}

TEST(Retention, DropsByAgeBeyondTheNewest) {
    const Retention retention{.keep_for = std::chrono::days{30}, .keep_min = 2, .keep_max = 0};
    EXPECT_EQ(may_drop(of_days_ago({2, 29, 31, 900}), retention, today), (Dropped{false, false, true, true}));
    EXPECT_EQ(may_drop(of_days_ago({40, 50, 60}), retention, today), (Dropped{false, false, true}));
    EXPECT_EQ(may_drop(of_days_ago({2, 3, 30}), retention, today), (Dropped{false, false, false}));
}

TEST(Retention, DropsByNumberHoweverYoungButNotOfTheLastDay) {
    const Retention retention{.keep_for = {}, .keep_min = 1, .keep_max = 2};
    EXPECT_EQ(may_drop(of_days_ago({0, 0, 1, 2, 3}), retention, today),
              (Dropped{false, false, false, true, true}));
}

TEST(Retention, ACaptureFromTheFutureStays) {
    const Retention retention{.keep_for = std::chrono::days{1}, .keep_min = 0, .keep_max = 1};
    EXPECT_EQ(may_drop(of_days_ago({-10, -5, 5}), retention, today), (Dropped{false, false, true}));
}

TEST(Retention, ARunBeginsWhereTheOneBeforeShowedSomethingElse) {
    const auto captures = of_days_ago({1, 2, 3, 4, 5}, "aabba");
    std::string begins;
    for (std::size_t i = 0; i < captures.size(); ++i) begins += begins_a_run(captures, i) ? 'x' : '.';
    EXPECT_EQ(begins, ".x.xx");
}

}  // namespace
}  // namespace ogi::storage
