#include "tests/daemon/feed/feed_model.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>

namespace ogi::daemon {
namespace {

constexpr std::uint64_t seed = 20'260'201;
constexpr std::uint64_t seeds = 5;  // Some faults need several things to come together.
constexpr int shrink_runs_max = 60;

// The model makes its own crashes and needs no disk, which would cost it most of its time.
class InMemory : public testing::Environment {
  public:
    void SetUp() override {
        std::error_code problem;
        const auto room = std::filesystem::space(memory, problem);
        if (!problem && room.available >= bytes_enough) ::setenv("TMPDIR", memory, 0);
    }

  private:
    static constexpr const char* memory = "/dev/shm";
    static constexpr std::uintmax_t bytes_enough = std::uintmax_t{1} << 30;
};
const auto* const in_memory = testing::AddGlobalTestEnvironment(new InMemory);

// Told before it shrinks, which takes its time.
void tell(const std::vector<Step>& steps, const Finding& finding) {
    ADD_FAILURE() << "step " << finding.step << ": " << finding.words;
    std::cout << "fewer steps that show it:\n"
              << to_text(shrink(steps, Fault::none, Watch::ledger, shrink_runs_max)) << std::flush;
}

TEST(FeedModel, TenThousandStepsBreakNoPromise) {
    const auto steps = steps_of(seed, 10'000);
    const auto run = run_model(steps);
    if (run.finding) return tell(steps, *run.finding);
    for (const auto times : run.steps) EXPECT_GE(times, 3u);
    EXPECT_GT(run.entries, 100u);
}

class FeedModelFinds : public testing::TestWithParam<FaultFacts> {};

// The model is worth something only if it sees what it looks for.
TEST_P(FeedModelFinds, TheFault) {
    for (const auto watch : {Watch::ledger, Watch::own_proofs}) {
        std::optional<Finding> found;
        for (std::uint64_t i = 0; i < seeds && !found; ++i)
            found = run_model(steps_of(seed + i, 3000), GetParam().fault, watch).finding;
        EXPECT_TRUE(found);
        if (found) RecordProperty(watch == Watch::ledger ? "ledger" : "followers", found->words);
    }
}

INSTANTIATE_TEST_SUITE_P(AllFaults, FeedModelFinds, testing::ValuesIn(fault_facts),
                         [](const auto& one) { return std::string{one.param.name}; });

TEST(FeedModel, AFindingShrinksToAFewSteps) {
    const auto steps = steps_of(seed, 2000);
    const auto fewer = shrink(steps, Fault::tombstone_forgotten, Watch::ledger, shrink_runs_max);
    EXPECT_LT(fewer.size(), 20u) << to_text(fewer);
    EXPECT_TRUE(run_model(fewer, Fault::tombstone_forgotten, Watch::ledger).finding);
}

}  // namespace
}  // namespace ogi::daemon
