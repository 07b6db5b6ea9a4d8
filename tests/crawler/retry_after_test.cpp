#include "crawler/retry_after.h"

#include <gtest/gtest.h>

namespace ogi::crawler {
namespace {

using namespace std::chrono_literals;

const base::UtcTime now = base::parse_iso_time("2026-01-31T08:00:00.000Z").value();

struct Case {
    std::string_view header;
    std::optional<std::chrono::seconds> wait;
};

TEST(RetryAfter, ReadsSecondsAndEveryHttpDateAndNothingElse) {
    for (const auto& [header, wait] : {
             Case{"120", 120s},
             Case{"0", 0s},
             Case{"Sat, 31 Jan 2026 08:01:30 GMT", 90s},     // IMF-fixdate.
             Case{"Saturday, 31-Jan-26 08:01:30 GMT", 90s},  // RFC 850.
             Case{"Sat Jan 31 08:01:30 2026", 90s},          // asctime.
             Case{"Sat, 31 Jan 2026 07:00:00 GMT", 0s},      // Past.
             Case{"999999", 3600s},                          // Cut to the longest.
             Case{"99999999999999999999999", 3600s},
             Case{"Sun, 31 Jan 2027 08:00:00 GMT", 3600s},
             Case{"", std::nullopt},
             Case{"soon", std::nullopt},
             Case{"-5", std::nullopt},
             Case{"1.5", std::nullopt},
             Case{"Monday", std::nullopt},
         }) {
        const auto until = parse_retry_after(header, now, 3600s);
        ASSERT_EQ(until.has_value(), wait.has_value()) << header;
        if (wait) {
            EXPECT_EQ(*until - now, *wait) << header;
        }
    }
}

}  // namespace
}  // namespace ogi::crawler
