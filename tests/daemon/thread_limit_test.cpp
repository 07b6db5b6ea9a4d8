#include "daemon/thread_limit.h"

#include <sys/resource.h>

#include <cstddef>

#include <gtest/gtest.h>

namespace ogi::daemon {
namespace {

TEST(ThreadLimit, GivesAFew) {
    EXPECT_TRUE(check_threads(4));
}

// Sanitizers need more address space than the test leaves.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST(ThreadLimit, WhereThereIsNoRoomForStacksItSaysHowManyThereAre) {
    const auto refused = [] {
        rlimit memory{};
        getrlimit(RLIMIT_AS, &memory);
        rlimit little = memory;
        little.rlim_cur = std::size_t{1} << 30;
        setrlimit(RLIMIT_AS, &little);
        const auto checked = check_threads(1000);  // A stack of 8 MiB each.
        setrlimit(RLIMIT_AS, &memory);
        return checked;
    }();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, base::ErrorCode::io);
    EXPECT_NE(refused.error().context.find("1000 are needed"), std::string::npos);
}
#endif

}  // namespace
}  // namespace ogi::daemon
