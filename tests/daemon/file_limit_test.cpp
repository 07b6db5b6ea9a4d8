#include "daemon/file_limit.h"

#include <sys/resource.h>

#include <gtest/gtest.h>

namespace ogi::daemon {
namespace {

rlimit limit() {
    rlimit now{};
    getrlimit(RLIMIT_NOFILE, &now);
    return now;
}

TEST(FileLimit, IsRaisedAsFarAsItIsNeededAndNoFurther) {
    const auto before = limit();
    rlimit low = before;
    low.rlim_cur = 100;
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &low), 0);
    EXPECT_TRUE(allow_open_files(120));
    EXPECT_EQ(limit().rlim_cur, 120U);
    EXPECT_TRUE(allow_open_files(80));
    EXPECT_EQ(limit().rlim_cur, 120U);
    setrlimit(RLIMIT_NOFILE, &before);
}

TEST(FileLimit, ThatTheSystemDoesNotGiveIsNamed) {
    const auto most = limit().rlim_max;
    if (most == RLIM_INFINITY) GTEST_SKIP() << "there is no limit here";
    const auto refused = allow_open_files(most + 1);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, base::ErrorCode::io);
    EXPECT_NE(refused.error().context.find(std::to_string(most + 1)), std::string::npos);
    EXPECT_NE(refused.error().context.find("ulimit -n"), std::string::npos);
}

}  // namespace
}  // namespace ogi::daemon
