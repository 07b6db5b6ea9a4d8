#include "examples.h"

#include "model/change_json.h"

#include <gtest/gtest.h>

#include <atomic>
#include <limits>
#include <thread>

namespace ogi::storage {
namespace {

using Sequences = std::vector<std::uint64_t>;

Sequences after(const Store& store, std::uint64_t since) {
    Sequences found;
    EXPECT_TRUE(store.for_each_change(since, [&](std::uint64_t sequence, std::string_view) {
        found.push_back(sequence);
        return true;
    }));
    return found;
}

class ChangeLog : public testing::Test {
  protected:
    TemporaryFolder folder_;
    std::unique_ptr<Store> store_ = open_store(folder_.store());

    std::uint64_t append(int count) {
        Commit commit;
        for (int i = 0; i < count; ++i) commit.changes.push_back(change(revision("A", 2000 + i)));
        return store_->commit(std::move(commit)).value().last_sequence;
    }
};

TEST_F(ChangeLog, StartsEmptyAtZero) {
    EXPECT_EQ(store_->last_sequence().value(), 0u);
    EXPECT_EQ(after(*store_, 0), Sequences{});
}

TEST_F(ChangeLog, NumbersEntriesFromOneWithoutGaps) {
    EXPECT_EQ(append(2), 2u);
    EXPECT_EQ(append(0), 2u);
    EXPECT_EQ(append(3), 5u);
    EXPECT_EQ(store_->last_sequence().value(), 5u);
    EXPECT_EQ(after(*store_, 0), (Sequences{1, 2, 3, 4, 5}));
}

TEST_F(ChangeLog, ARefusedCommitUsesUpNoNumber) {
    append(1);
    auto bad = first_look("A", 2020);
    bad.changes.push_back(change(revision("", 2020)));
    EXPECT_FALSE(store_->commit(std::move(bad)));
    EXPECT_EQ(append(1), 2u);
    EXPECT_EQ(after(*store_, 0), (Sequences{1, 2}));
}

TEST_F(ChangeLog, IgnoresNumbersTheCallerMadeUp) {
    Commit commit;
    commit.changes = {change(revision("A", 2020)), change(revision("A", 2021))};
    for (auto& one : commit.changes) one.sequence = 77;
    ASSERT_TRUE(store_->commit(commit));
    EXPECT_EQ(after(*store_, 0), (Sequences{1, 2}));
}

TEST_F(ChangeLog, GoesOnCountingAfterReopening) {
    append(3);
    store_.reset();
    store_ = open_store(folder_.store());
    EXPECT_EQ(store_->last_sequence().value(), 3u);
    EXPECT_EQ(append(1), 4u);
}

TEST_F(ChangeLog, GivesWhatComesAfterACursor) {
    append(300);
    EXPECT_EQ(after(*store_, 254).size(), 46u);
    EXPECT_EQ(after(*store_, 254).front(), 255u);
    EXPECT_EQ(after(*store_, 299), Sequences{300});
    for (const auto since :
         {std::uint64_t{300}, std::uint64_t{301}, std::numeric_limits<std::uint64_t>::max()}) {
        EXPECT_EQ(after(*store_, since), Sequences{});
    }
}

TEST_F(ChangeLog, StopsWhenToldTo) {
    append(10);
    int visits = 0;
    EXPECT_TRUE(store_->for_each_change(0, [&](auto, auto) { return ++visits < 3; }));
    EXPECT_EQ(visits, 3);
}

TEST_F(ChangeLog, KeepsTheLinesAsTheyAreServed) {
    auto made = change(revision("某县教育局", 2020, 2), model::ChangeType::revised);
    model::Cell old_cell{model::CellKind::blank, {}, "", "件", {}};
    model::Cell new_cell{model::CellKind::number, model::Decimal::whole(36), "36", "件", {}};
    made.cells = {{"requests.new_received.total", old_cell, new_cell}};
    Commit commit;
    commit.changes = {made};
    commit.recorded_at = at(1'700'000'000);
    ASSERT_TRUE(store_->commit(commit));
    made.sequence = 1;
    made.recorded_at = commit.recorded_at;
    std::string line;
    ASSERT_TRUE(store_->for_each_change(0, [&](auto, std::string_view stored) {
        line = stored;
        return true;
    }));
    EXPECT_EQ(line, model::to_json(made, store_->source_uri(), model::to_text(store_->cursor_at(1))));
    EXPECT_EQ(model::parse_change_json(line).value(), made);
}

// A reader with its own thread: whatever it sees has no gap and does not end beyond the announced last
// number.
TEST_F(ChangeLog, IsReadInOrderWhileItIsWritten) {
    std::atomic<bool> done = false;
    std::thread reader{[&] {
        while (!done) {
            const auto seen = after(*store_, 0);
            for (std::size_t i = 0; i < seen.size(); ++i) ASSERT_EQ(seen[i], i + 1);
            ASSERT_GE(store_->last_sequence().value(), seen.size());
        }
    }};
    for (int i = 0; i < 100; ++i) append(3);
    done = true;
    reader.join();
    EXPECT_EQ(after(*store_, 0).size(), 300u);
}

}  // namespace
}  // namespace ogi::storage
