#include "daemon/answers/verdict_memory.h"

#include "tests/daemon/small_store.h"

#include <gtest/gtest.h>

#include <vector>

namespace ogi::daemon {
namespace {

// "甲/2020 r1 in 42" a report, in the order of the walk.
std::vector<std::string> told(VerdictMemory& memory, const storage::Store& store) {
    std::vector<std::string> lines;
    const auto walked =
        memory.for_each(store, [&](const model::ReportState& state, const KnownVerdict& known) {
            lines.push_back(state.key.agency + "/" + std::to_string(state.key.year) + " r" +
                            std::to_string(state.revision) + " in " + known.division);
        });
    EXPECT_TRUE(walked) << walked.error().context;
    return lines;
}

TEST(VerdictMemory, KnowsWhatWasReadAheadAndWhatIsNew) {
    SmallStore store;
    store.report("乙", 2021, 3, "http://b.example/1", "4205");
    store.report("甲", 2020, 1, "http://a.example/1", "42");
    for (const bool ended : {false, true}) {
        VerdictMemory memory;
        memory.read_ahead(store.store(), ended);
        const std::vector<std::string> both{"乙/2021 r1 in 4205", "甲/2020 r1 in 42"};
        EXPECT_EQ(told(memory, store.store()), both) << ended;
    }
    VerdictMemory memory;
    memory.read_ahead(store.store(), false);
    store.report("乙", 2021, 4, "http://b.example/1", "420502");
    store.report("丙", 2021, 4, "http://c.example/1", "11");
    const std::vector<std::string> all{"丙/2021 r1 in 11", "乙/2021 r2 in 420502", "甲/2020 r1 in 42"};
    EXPECT_EQ(told(memory, store.store()), all);
}

}  // namespace
}  // namespace ogi::daemon
