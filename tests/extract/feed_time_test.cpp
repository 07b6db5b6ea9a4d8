#include "extract/discovery/feed_time.h"

#include <gtest/gtest.h>

namespace ogi::extract {
namespace {

struct Written {
    std::string_view text;
    std::string_view means;
};

TEST(FeedTime, IsReadInTheFormsThatFeedsHave) {
    const Written cases[] = {
        {"2026", "2025-12-31T16:00:00.000Z"},
        {"2026-02", "2026-01-31T16:00:00.000Z"},
        {"2026-01-31", "2026-01-30T16:00:00.000Z"},
        {" 2026/1/31 ", "2026-01-30T16:00:00.000Z"},
        {"2026-01-31T08:15+08:00", "2026-01-31T00:15:00.000Z"},
        {"2026-01-31T08:15:30Z", "2026-01-31T08:15:30.000Z"},
        {"2026-01-31t08:15:30.123456789-0330", "2026-01-31T11:45:30.000Z"},
        {"2026-01-31 08:15:30", "2026-01-31T00:15:30.000Z"},
        {"Sat, 31 Jan 2026 08:15:30 +0800", "2026-01-31T00:15:30.000Z"},
        {"31 January 26 08:15 GMT", "2026-01-31T08:15:00.000Z"},
        {"Sat,31 Jan 2026 08:15:30 EST", "2026-01-31T13:15:30.000Z"},
        {"5 Jan 99", "1999-01-04T16:00:00.000Z"},
    };
    for (const auto& [text, means] : cases) {
        const auto time = parse_feed_time(text);
        ASSERT_TRUE(time) << text;
        EXPECT_EQ(base::to_iso(*time), means) << text;
    }
}

TEST(FeedTime, IsNotWhatElseStandsThere) {
    for (std::string_view text : {"", "yesterday", "26-01-31", "2026-13-01", "2026-02-30", "2026-01-31T25:00",
                                  "2026-01-31T08:15 somewhere", "31 Foo 2026", "31 anJ 2026", "2026-01-31x",
                                  "20260131", "-2026", "32 Jan 2026", "2026-01-31T08:15+99:00"})
        EXPECT_FALSE(parse_feed_time(text)) << text;
}

}  // namespace
}  // namespace ogi::extract
