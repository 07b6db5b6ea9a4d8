#include "base/time.h"

#include <gtest/gtest.h>

#include <string_view>

namespace ogi::base {
namespace {

using std::chrono::milliseconds;

UtcTime at(std::int64_t ms) {
    return UtcTime{milliseconds{ms}};
}

struct Instant {
    std::int64_t ms;
    std::string_view text;
};

constexpr Instant instants[] = {
    {0, "1970-01-01T00:00:00.000Z"},
    {-1, "1969-12-31T23:59:59.999Z"},
    {1, "1970-01-01T00:00:00.001Z"},
    {1'582'934'399'999, "2020-02-28T23:59:59.999Z"},
    {1'582'934'400'000, "2020-02-29T00:00:00.000Z"},
    {1'769'847'300'250, "2026-01-31T08:15:00.250Z"},
    {253'402'300'799'999, "9999-12-31T23:59:59.999Z"},
};

TEST(IsoTime, IsWrittenToTheMillisecond) {
    for (const auto& [ms, text] : instants) EXPECT_EQ(to_iso(at(ms)), text);
}

TEST(IsoTime, SurvivesARoundTrip) {
    for (const auto& [ms, text] : instants) {
        const auto time = parse_iso_time(text);
        ASSERT_TRUE(time) << text;
        EXPECT_EQ(*time, at(ms)) << text;
    }
}

TEST(IsoTime, RefusesEveryOtherForm) {
    for (std::string_view text :
         {"", "2026-01-31", "2026-01-31T08:15:00Z", "2026-01-31 08:15:00.250Z", "2026-01-31T08:15:00.250",
          "2026-01-31T08:15:00.250+", "2026-01-31T24:00:00.000Z", "2026-01-31T08:60:00.000Z",
          "2026-01-31T08:15:60.000Z", "2026-02-29T08:15:00.000Z", "2026-01-31T-8:15:00.250Z",
          "2026-01-31T 8:15:00.250Z", "2026-01-31T08-15:00.250Z", "2026-01-31T08:15:00,250Z",
          "2026-01-31T08:15:00.25xZ", "2026-01-31T08:15:00.250Z "}) {
        const auto refused = parse_iso_time(text);
        ASSERT_FALSE(refused) << text;
        EXPECT_EQ(refused.error().code, ErrorCode::malformed) << text;
    }
}

TEST(IsoDate, SurvivesARoundTrip) {
    for (std::string_view text : {"1970-01-01", "2020-02-29", "2026-12-31", "0001-01-01"}) {
        const auto date = parse_iso_date(text);
        ASSERT_TRUE(date) << text;
        EXPECT_EQ(to_iso(*date), text);
    }
}

TEST(IsoDate, RefusesDaysThatDoNotExistAndOtherForms) {
    for (std::string_view text :
         {"", "2021-02-29", "2021-00-10", "2021-13-01", "2021-04-31", "2021-01-00", "2021-1-1", "20210101",
          "2021/01/01", "-021-01-01", "2021-01-1x", "2021-01-010", "二〇二一年一月"}) {
        const auto refused = parse_iso_date(text);
        ASSERT_FALSE(refused) << text;
        EXPECT_NE(refused.error().context.find(text), std::string::npos) << text;
    }
}

TEST(ShanghaiDate, TurnsAtFourInTheAfternoonUtc) {
    EXPECT_EQ(to_iso(shanghai_date(parse_iso_time("2026-01-31T15:59:59.999Z").value())), "2026-01-31");
    EXPECT_EQ(to_iso(shanghai_date(parse_iso_time("2026-01-31T16:00:00.000Z").value())), "2026-02-01");
    EXPECT_EQ(to_iso(shanghai_date(parse_iso_time("2025-12-31T16:00:00.000Z").value())), "2026-01-01");
}

}  // namespace
}  // namespace ogi::base
