#include "child.h"
#include "examples.h"

#include <gtest/gtest.h>

#include <csignal>

namespace ogi::storage {
namespace {

// The store holds the first `count` of nth_look, whole, and nothing else of them.
void expect_looks(const Store& store, int count) {
    std::uint64_t sequences = 0;
    ASSERT_TRUE(store.for_each_change(0, [&](std::uint64_t sequence, std::string_view) {
        EXPECT_EQ(sequence, ++sequences);
        return true;
    }));
    ASSERT_EQ(sequences, static_cast<std::uint64_t>(count));
    EXPECT_EQ(store.last_sequence().value(), sequences);
    for (int i = 0; i < count; ++i) {
        const auto look = nth_look(i);
        const auto& made = look.revisions[0];
        const model::ReportKey key{made.report.agency.name, made.report.year};
        EXPECT_EQ(store.page(look.pages[0].url).value(), look.pages[0]);
        EXPECT_EQ(store.revision(key, made.number).value(), made);
        if (i == count - 1) {
            EXPECT_EQ(store.state(key).value(), look.states[0]);
        }
    }
}

TEST(Crash, ASigkillRightAfterACommitLosesNothing) {
    const TemporaryFolder folder;
    Child child{folder.store().string(), "kill", "25"};
    ASSERT_EQ(child.wait(), -SIGKILL);
    const auto store = open_store(folder.store());
    expect_looks(*store, 25);
    EXPECT_EQ(due_pages(*store, "b.example:80", at(0), 100).value().size(), 25u);
    ASSERT_TRUE(store->commit(nth_look(25)));
    expect_looks(*store, 26);
}

// Killed at ten arbitrary moments of a row of commits: what was reported as done is there, at most the one
// commit that was under way more, and the numbers go on without a gap.
TEST(Crash, TenSigkillsInTheMiddleOfWritingLoseNothing) {
    const TemporaryFolder folder;
    int known = 0;
    for (int round = 0; round < 10; ++round) {
        Child child{folder.store().string(), "loop"};
        for (int i = 0; i < 3 + round; ++i) known = std::stoi(child.read_line());
        child.kill();
        for (auto line = child.read_line(); !line.empty(); line = child.read_line()) known = std::stoi(line);
        ASSERT_EQ(child.wait(), -SIGKILL);

        const auto store = open_store(folder.store(), OpenMode::read_only);
        const auto stored = static_cast<int>(store->last_sequence().value());
        ASSERT_GE(stored, known);
        ASSERT_LE(stored, known + 1);
        expect_looks(*store, stored);
        // A commit brings the snapshots before it along.
        for (int i = 0; i < stored; ++i) {
            const auto kept = store->newest_snapshot(url("http://a.example/" + std::to_string(i))).value();
            ASSERT_TRUE(kept);
            EXPECT_EQ(kept->body, "body " + std::to_string(i));
        }
        known = stored;
    }
}

TEST(Crash, AFailedWriteUsesUpNoNumberAndLosesNothingBefore) {
    const TemporaryFolder folder;
    Child child{folder.store().string(), "full", "7"};
    EXPECT_EQ(child.read_line(), "refused 7");
    ASSERT_EQ(child.wait(), 0);
    const auto store = open_store(folder.store());
    expect_looks(*store, 7);
    ASSERT_TRUE(store->commit(nth_look(7)));
    expect_looks(*store, 8);
}

}  // namespace
}  // namespace ogi::storage
