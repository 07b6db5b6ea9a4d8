#include "daemon/api/request_target.h"

#include "daemon/answers/path_pattern.h"

#include <gtest/gtest.h>

namespace ogi::daemon {
namespace {

using Parts = std::vector<std::string>;

TEST(RequestTarget, IsDecodedOnce) {
    const auto read =
        read_request_target("/v1/reports/%E7%94%B2%E5%8E%BF/2020?as_of=7&q=%2541&q=b&c").value();
    EXPECT_EQ(read.path, (Parts{"v1", "reports", "甲县", "2020"}));
    EXPECT_EQ(read.parameter("as_of"), "7");
    EXPECT_EQ(read.parameter("q"), "%41");
    EXPECT_EQ(read.parameter("c"), "");
    EXPECT_EQ(read.parameter("none"), "");
    EXPECT_EQ(read_request_target("/v1/agencies/a%2Fb").value().path, (Parts{"v1", "agencies", "a/b"}));
}

TEST(RequestTarget, RefusesWhatNobodySendsWhoMeansWell) {
    for (const char* target : {"",
                               "*",
                               "v1/reports",
                               "http://a.example/v1/reports",
                               "/..",
                               "/v1/../etc/passwd",
                               "/v1/%2e%2e/%2E%2E/etc/passwd",
                               "/v1/.%2e/x",
                               "/v1//reports",
                               "//etc/passwd",
                               "/v1/reports/",
                               "/v1/reports/%00/2020",
                               "/v1/reports/a%0d%0ab/2020",
                               "/v1/reports/..%5c..%5cwindows/2020",
                               "/v1/reports/%c0%ae%c0%ae/2020",
                               "/v1/reports/%ff/2020",
                               "/v1/reports/%zz/2020",
                               "/v1/reports?a=%ff",
                               "/v1/reports?agency=a%00b",
                               "/v1/reports?%0aagency=a",
                               "/v1/re ports",
                               "/v1/reports#top",
                               "/v1/reports?a=%ed%a0%80"}) {
        const auto refused = read_request_target(target);
        ASSERT_FALSE(refused) << target;
        EXPECT_EQ(refused.error().code, base::ErrorCode::usage) << target;
    }
}

TEST(PathPattern, MatchesPathsOfItsFormAndTellsWhatVaries) {
    constexpr auto pattern = "/v1/reports/{agency}/{year}/diff";
    EXPECT_EQ(match_path(pattern, {"v1", "reports", "甲", "2020", "diff"}).value(),
              (PathParts{{"agency", "甲"}, {"year", "2020"}}));
    EXPECT_FALSE(match_path(pattern, {"v1", "reports", "甲", "2020"}));
    EXPECT_FALSE(match_path(pattern, {"v1", "reports", "甲", "2020", "copies"}));
    EXPECT_FALSE(match_path(pattern, {"v1", "reports", "甲", "2020", "diff", "x"}));
    EXPECT_TRUE(match_path("/healthz", {"healthz"}).value().empty());
}

}  // namespace
}  // namespace ogi::daemon
