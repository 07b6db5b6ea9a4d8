#include "crawler/season.h"

#include <gtest/gtest.h>

namespace ogi::crawler {
namespace {

using namespace std::chrono_literals;

base::UtcTime at(std::string_view iso) {
    return base::parse_iso_time(iso).value();
}

TEST(Season, RunsFastestWhileDepartmentsPublishAndSlowlyFromTheMiddleOfApril) {
    struct Case {
        std::string_view time;
        int pace;
    };
    // Midnights are Shanghai's.
    for (const auto& [time, pace] : {Case{"2026-01-03T15:59:59.999Z", 1}, Case{"2026-01-03T16:00:00.000Z", 4},
                                     Case{"2026-02-10T15:59:59.999Z", 4}, Case{"2026-02-10T16:00:00.000Z", 2},
                                     Case{"2026-04-15T15:59:59.999Z", 2}, Case{"2026-04-15T16:00:00.000Z", 1},
                                     Case{"2026-08-01T00:00:00.000Z", 1}, Case{"2026-12-31T20:00:00.000Z", 1},
                                     Case{"2024-02-29T00:00:00.000Z", 2}}) {
        EXPECT_EQ(season_pace(at(time)), pace) << time;
    }
}

TEST(Season, AddsUpTheStretchesBetweenTwoMoments) {
    EXPECT_EQ(season_time(at("2026-06-01T00:00:00.000Z"), at("2026-06-02T00:00:00.000Z")), 24h);
    EXPECT_EQ(season_time(at("2026-01-10T00:00:00.000Z"), at("2026-01-11T00:00:00.000Z")), 96h);
    EXPECT_EQ(season_time(at("2026-01-03T12:00:00.000Z"), at("2026-01-03T18:00:00.000Z")), 4h + 2 * 4h);
    // A year: 38 days at 4, 64 at 2, 263 at 1.
    EXPECT_EQ(season_time(at("2025-06-01T00:00:00.000Z"), at("2026-06-01T00:00:00.000Z")),
              (38 * 4 + 64 * 2 + 263) * 24h);
}

TEST(Season, NoTimePassesBackwards) {
    const auto now = at("2026-06-01T00:00:00.000Z");
    EXPECT_EQ(season_time(now, now), 0s);
    EXPECT_EQ(season_time(now, now - 5h), 0s);
}

TEST(Season, WaitingForAnAmountIsTheInverseOfCountingIt) {
    for (const auto* from :
         {"2025-12-20T00:00:00.000Z", "2026-01-03T16:00:00.000Z", "2026-02-10T15:00:00.000Z",
          "2026-04-15T15:59:59.000Z", "2026-07-01T12:00:00.000Z"}) {
        for (const std::chrono::seconds amount : {0s, 1s, 3'600s, 86'400s, 8'640'000s, 200'000'000s}) {
            const auto then = after_season_time(at(from), amount);
            EXPECT_EQ(season_time(at(from), then), amount) << from << " + " << amount.count();
        }
    }
}

TEST(Season, APauseThatBeganInDecemberEndsSoonerInJanuary) {
    EXPECT_EQ(after_season_time(at("2026-01-02T16:00:00.000Z"), 24h * 5), at("2026-01-04T16:00:00.000Z"));
}

}  // namespace
}  // namespace ogi::crawler
