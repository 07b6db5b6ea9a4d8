#include "storage/epochs.h"
#include "storage/latest_cursor.h"

#include "examples.h"
#include "raw_store.h"

#include <gtest/gtest.h>

#include <set>

namespace ogi::storage {
namespace {

using enum CursorFault;

// Restored when it ended at 100, and twice when it ended at 150.
const std::vector<Epoch> epochs{{1, 1}, {7, 101}, {8, 151}, {9, 151}};
constexpr std::uint64_t last = 200;

TEST(Epochs, AnEntryHasTheEpochThatWroteIt) {
    EXPECT_EQ(cursor_of(epochs, 1), (model::Cursor{1, 1}));
    EXPECT_EQ(cursor_of(epochs, 100), (model::Cursor{1, 100}));
    EXPECT_EQ(cursor_of(epochs, 101), (model::Cursor{7, 101}));
    EXPECT_EQ(cursor_of(epochs, 150), (model::Cursor{7, 150}));
    EXPECT_EQ(cursor_of(epochs, 151), (model::Cursor{9, 151}));
    EXPECT_EQ(cursor_of(epochs, 0), (model::Cursor{1, 0}));
}

TEST(Epochs, ACursorIsGoodWhereItsEntryIsStillThere) {
    const struct {
        model::GivenCursor cursor;
        std::optional<CursorFault> fault;
    } cases[] = {
        {{{}, 0}, {}},
        {{1, 0}, {}},
        {{7, 0}, {}},
        {{99, 0}, unknown_epoch},  // In front of everything, but of another store.
        {{1, 1}, {}},
        {{1, 100}, {}},
        {{1, 101}, other_entry},
        {{1, 500}, other_entry},
        {{7, 100}, {}},  // The end of the log before the epoch's first entry.
        {{7, 99}, {}},   // Who read in that epoch had it, too.
        {{9, 1}, {}},
        {{7, 101}, {}},
        {{7, 150}, {}},
        {{7, 151}, other_entry},
        {{8, 150}, {}},
        {{8, 151}, other_entry},
        {{9, 150}, {}},
        {{9, 151}, {}},
        {{9, 200}, {}},
        {{9, 201}, beyond_the_end},
        {{2, 50}, unknown_epoch},
        {{10, 200}, unknown_epoch},
        {{{}, 50}, {}},
        {{{}, 200}, {}},
        {{{}, 201}, beyond_the_end},
    };
    for (const auto& [cursor, fault] : cases) {
        const auto checked = check(epochs, last, cursor);
        const auto name = std::to_string(cursor.epoch.value_or(0)) + "-" + std::to_string(cursor.sequence);
        EXPECT_EQ(checked.fault, fault) << name;
        EXPECT_EQ(checked.sequence, cursor.sequence) << name;
    }
}

TEST(Epochs, WhoReadsOnlyTheNewestGoesOnInTheEpochInWhichHeReadAlone) {
    const struct {
        model::GivenCursor cursor;
        std::optional<CursorFault> fault;
    } cases[] = {
        {{{}, 0}, {}},
        {{1, 0}, {}},
        {{99, 0}, unknown_epoch},
        {{9, 1}, {}},  // However old the entry is.
        {{9, 150}, {}},
        {{9, 200}, {}},
        {{9, 201}, beyond_the_end},
        {{1, 1}, other_entry},  // Though the entry is there.
        {{1, 101}, other_entry},
        {{7, 150}, other_entry},
        {{8, 150}, other_entry},
        {{8, 500}, other_entry},
        {{2, 50}, unknown_epoch},
        {{10, 200}, unknown_epoch},
        {{{}, 50}, {}},
        {{{}, 201}, beyond_the_end},
    };
    for (const auto& [cursor, fault] : cases) {
        const auto checked = check_latest(epochs, last, cursor);
        const auto name = std::to_string(cursor.epoch.value_or(0)) + "-" + std::to_string(cursor.sequence);
        EXPECT_EQ(checked.fault, fault) << name;
        EXPECT_EQ(checked.sequence, cursor.sequence) << name;
    }
    EXPECT_NE(words_for_latest(other_entry), words_for(other_entry));
    EXPECT_EQ(words_for_latest(beyond_the_end), words_for(beyond_the_end));
}

TEST(Epochs, EveryCursorThatAStoreGivesIsGood) {
    for (std::uint64_t end : {150ULL, 151ULL, 200ULL})
        for (std::uint64_t sequence = 0; sequence <= end; ++sequence) {
            EXPECT_FALSE(check(epochs, end, {9, sequence}).fault) << end << ' ' << sequence;
            EXPECT_FALSE(check_latest(epochs, end, {9, sequence}).fault) << end << ' ' << sequence;
        }
    for (std::uint64_t end : {100ULL, 150ULL, 151ULL, 200ULL})
        for (std::uint64_t sequence = 0; sequence <= end; ++sequence) {
            const auto cursor = cursor_of(epochs, sequence);
            EXPECT_FALSE(check(epochs, end, {cursor.epoch, cursor.sequence}).fault) << end << ' ' << sequence;
        }
}

TEST(Epochs, AreTheseBytesAndReadBack) {
    const TemporaryFolder folder;
    { open_store(folder.store()); }
    EXPECT_EQ(to_text(epochs), "1 1\n7 101\n8 151\n9 151\n");
    raw_put(folder.store(), "meta", "epoch", "9");
    raw_put(folder.store(), "meta", "epochs", to_text(epochs));
    EXPECT_EQ(open_store(folder.store())->epochs(), epochs);
    for (const auto* damaged :
         {"", "1", "1 1", "x 1\n", "1 0\n", "7 1\n1 5\n9 9\n", "1 5\n9 3\n", "1 1\n8 2\n"}) {
        raw_put(folder.store(), "meta", "epochs", damaged);
        EXPECT_EQ(Store::open(folder.store(), OpenMode::read_only).error().code, base::ErrorCode::malformed)
            << damaged;
    }
}

TEST(Epochs, ANewStoreIsInAnEpochOfItsOwnAndKeepsIt) {
    std::set<std::uint64_t> drawn;
    for (int i = 0; i < 4; ++i) {
        const TemporaryFolder folder;
        const auto epochs_of_new = open_store(folder.store())->epochs();
        ASSERT_EQ(epochs_of_new.size(), 1U);
        EXPECT_EQ(epochs_of_new[0].first, 1U);
        EXPECT_EQ(open_store(folder.store())->epochs(), epochs_of_new);
        drawn.insert(epochs_of_new[0].number);
    }
    EXPECT_EQ(drawn.size(), 4U);
    for (int i = 0; i < 10'000; ++i) drawn.insert(draw_first_epoch());
    EXPECT_GT(drawn.size(), 9'900U);  // Two alike are one in 2^30.
    EXPECT_GE(*drawn.begin(), first_epoch_min);
    EXPECT_LE(*drawn.rbegin(), first_epoch_max);
    EXPECT_GT(*drawn.rbegin(), first_epoch_max / 2);
}

TEST(Epochs, WhatAnotherStoreGaveIsNoCursorOfThisOne) {
    const TemporaryFolder one_folder;
    const TemporaryFolder other_folder;
    const auto one = open_store(one_folder.store());
    const auto other = open_store(other_folder.store());
    for (std::uint64_t sequence : {0U, 1U}) {
        const model::GivenCursor foreign{other->epoch(), sequence};
        EXPECT_EQ(one->check_cursor(foreign).fault, unknown_epoch);
        EXPECT_EQ(check_latest_cursor(*one, foreign).fault, unknown_epoch);
        EXPECT_EQ(other->check_cursor({one->epoch(), sequence}).fault, unknown_epoch);
    }
}

TEST(Epochs, AStoreWithoutThemIsInOneFromItsFirstEntryOn) {
    const TemporaryFolder folder;
    { open_store(folder.store()); }
    raw_delete(folder.store(), "meta", "epoch");
    EXPECT_EQ(open_store(folder.store())->epochs(), (std::vector<Epoch>{{1, 1}}));
    raw_put(folder.store(), "meta", "epoch", "5");
    EXPECT_EQ(open_store(folder.store())->epochs(), (std::vector<Epoch>{{5, 1}}));
}

}  // namespace
}  // namespace ogi::storage
