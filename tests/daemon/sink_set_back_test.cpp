// Targets that are emptied or put back, and the runner that finds them so.
#include "memory_sink.h"

#include <thread>

namespace ogi::daemon {
namespace {

class SinkSetBack : public SinkRunnerTest {};

TEST_F(SinkSetBack, ATargetThatIsEmptiedBeneathAnIdleSinkIsToldAndFilledAgain) {
    const auto runner = run();
    ASSERT_TRUE(has_all(5));
    {
        const std::scoped_lock lock{target.mutex};
        target.position.reset(), target.arrived.clear(), target.lines.clear(), target.versions.clear();
    }
    runner->resume();  // Instead of the time after which it looks by itself.
    ASSERT_TRUE(has_all(5));
    EXPECT_EQ(target.arrived, (std::vector<std::uint64_t>{1, 2, 3, 4, 5}));
    while (runner->status().state != SinkState::following) std::this_thread::yield();
    EXPECT_EQ(runner->status().set_backs, 1U);
    EXPECT_EQ(runner->status().set_back_from, (SinkPosition{1, 5}));
    EXPECT_NE(to_json(runner->status()).find(R"("set_backs":1,"set_back_from":"1-5")"), std::string::npos);
}

TEST_F(SinkSetBack, TheNextRunKnowsHowFarTheTargetHadCome) {
    auto runner = run();
    ASSERT_TRUE(has_all(5));
    runner.reset();
    EXPECT_EQ(parked.at("memory.reached"), (SinkPosition{1, 5}));
    target.position = SinkPosition{1, 2};
    target.arrived.clear();
    runner = run();
    ASSERT_TRUE(has_all(5));
    EXPECT_EQ(target.arrived, (std::vector<std::uint64_t>{3, 4, 5}));
    EXPECT_EQ(runner->status().set_backs, 1U);
}

TEST_F(SinkSetBack, ATargetThatStandsWhereItsLastEntryIsWasNotSetBack) {
    settings.years = {2020};  // The first entry.
    auto runner = run();
    ASSERT_TRUE(has_all(5));
    runner.reset();
    target.position = SinkPosition{1, 1};
    runner = run();
    ASSERT_TRUE(has_all(5));
    EXPECT_EQ(runner->status().set_backs, 0U);
    EXPECT_EQ(target.arrived, (std::vector<std::uint64_t>{1}));
}

TEST_F(SinkSetBack, TroubleIsForgottenOnceAllIsWellThoughNothingIsDelivered) {
    const auto runner = run();
    ASSERT_TRUE(has_all(5));
    const auto opens = [&] {
        const std::scoped_lock lock{target.mutex};
        return target.opens;
    };
    {
        const std::scoped_lock lock{target.mutex};
        target.looks = {{.why = "the target is away"}};
    }
    runner->resume();
    while (opens() < 2) std::this_thread::yield();
    while (runner->status().state != SinkState::following || runner->status().tries != 0)
        std::this_thread::yield();
    EXPECT_EQ(runner->status().last_error, "");
    EXPECT_EQ(runner->status().retry_at, std::nullopt);
    EXPECT_EQ(runner->status().set_backs, 0U);
    EXPECT_EQ(target.arrived.size(), 5U);
}

}  // namespace
}  // namespace ogi::daemon
