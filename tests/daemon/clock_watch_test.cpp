#include "daemon/crawl/clock_watch.h"

#include <gtest/gtest.h>

namespace ogi::daemon {
namespace {

using namespace std::chrono_literals;
using What = ClockNews::What;

constexpr base::UtcTime morning{std::chrono::hours{24} * 20'454};
constexpr base::SteadyTime start{std::chrono::hours{5}};

struct ClockWatchTest : testing::Test {
    ClockWatch watch{morning, start};
};

TEST_F(ClockWatchTest, GoesByTheWallWhereNothingIsWrong) {
    EXPECT_EQ(watch.now(morning + 10s, start + 10s), morning + 10s);
    EXPECT_TRUE(watch.look(morning + 1s, start + 1s).empty());
}

TEST_F(ClockWatchTest, FollowsAClockThatIsSetAheadAndTellsOfIt) {
    EXPECT_EQ(watch.look(morning + 72h, start + 1s), (std::vector<ClockNews>{{What::set_ahead, 72h - 1s}}));
    EXPECT_EQ(watch.now(morning + 72h, start + 1s), morning + 72h);
}

TEST_F(ClockWatchTest, RunsOnWhereTheClockIsSetBackUntilItHasCaughtUp) {
    EXPECT_EQ(watch.look(morning - 72h, start + 1s), (std::vector<ClockNews>{{What::set_back, 72h + 1s}}));
    EXPECT_EQ(watch.now(morning - 72h + 9s, start + 10s), morning + 10s);
    EXPECT_TRUE(watch.look(morning - 72h + 1s, start + 2s).empty()) << "it is told once";
    EXPECT_EQ(watch.now(morning + 1h, start + 20s), morning + 1h);
}

TEST_F(ClockWatchTest, FollowsACorrectionByMoreThanAWeek) {
    watch.look(morning + 24h * 400, start + 1s);
    EXPECT_EQ(watch.now(morning + 24h * 400, start + 1s), morning + 24h * 400);
    EXPECT_EQ(watch.look(morning + 2s, start + 2s),
              (std::vector<ClockNews>{{What::corrected_back, 24h * 400 - 1s}}));
    EXPECT_EQ(watch.now(morning + 3s, start + 3s), morning + 3s);
}

TEST_F(ClockWatchTest, TellsOfACorrectionThatSomebodyMetBeforeTheLook) {
    watch.look(morning + 24h * 400, start + 1s);
    EXPECT_EQ(watch.now(morning + 1500ms, start + 1500ms), morning + 1500ms);
    EXPECT_EQ(watch.look(morning + 2s, start + 2s),
              (std::vector<ClockNews>{{What::corrected_back, 24h * 400 - 1s}}));
}

TEST_F(ClockWatchTest, NeverGoesBackByALittle) {
    watch.now(morning + 10s, start + 10s);
    EXPECT_EQ(watch.now(morning + 9s, start + 10s), morning + 10s);
    EXPECT_EQ(watch.now(morning + 10s, start + 9s), morning + 10s);
}

TEST_F(ClockWatchTest, TellsWhenTheProgramStoodStill) {
    EXPECT_EQ(watch.look(morning + 30s, start + 30s), (std::vector<ClockNews>{{What::stood_still, 29s}}));
    EXPECT_TRUE(watch.look(morning + 31s, start + 31s).empty());
}

TEST_F(ClockWatchTest, AMachineThatSleptShowsAsAClockSetAhead) {
    // Both clocks stand while it sleeps; the wall's is set when it wakes.
    EXPECT_EQ(watch.look(morning + 8h, start + 1s), (std::vector<ClockNews>{{What::set_ahead, 8h - 1s}}));
}

}  // namespace
}  // namespace ogi::daemon
