#include "storage/migrate_feed.h"

#include "examples.h"
#include "raw_store.h"
#include "storage/column_families.h"
#include "storage/keys.h"
#include "storage/verify.h"

#include <gtest/gtest.h>

#include <map>

namespace ogi::storage {
namespace {

using Records = std::map<std::string, std::string>;

TEST(CursorInALine, IsPutBehindItsSequenceAndOnlyThere) {
    constexpr std::string_view line = R"({"subject":"\",\"sequence\":\"7\",/2020","sequence":"7","data":{}})";
    const auto with = with_cursor(line, {3, 7});
    EXPECT_EQ(with, R"({"subject":"\",\"sequence\":\"7\",/2020","sequence":"7","cursor":"3-7","data":{}})");
    EXPECT_EQ(with_cursor(with, {3, 7}), with);
    EXPECT_EQ(with_cursor("no JSON", {3, 7}), "no JSON");
}

constexpr int end = 22;  // nth_look comes back to a report from the eleventh on.

std::string digest_of(std::string_view line) {
    const auto digest = base::sha256(line);
    return {digest.begin(), digest.end()};
}

class FeedMigration : public testing::Test {
  protected:
    // A store as format 6 had it.
    void SetUp() override {
        {
            const auto store = open_store(folder());
            for (int i = 0; i < end; ++i) ASSERT_TRUE(store->commit(nth_look(i)));
            end_ = store->checkpoint(end).value();
        }
        for (const auto* family : {"changes", "chain", "newest"})
            of_today_[family] = raw_records(folder(), family);
        auto old_lines = of_today_["changes"];
        for (auto& [key, line] : old_lines) line = without_cursor(line);
        raw_put_all(folder(), "changes", old_lines);
        for (const auto* family : {"chain", "newest", "consumers"}) raw_drop_family(folder(), family);
        raw_put(folder(), "meta", "format", "6");
    }
    static std::string without_cursor(std::string line) {
        const auto begin = line.find("\"cursor\":");
        return line.erase(begin, line.find(',', begin) + 1 - begin);
    }
    std::filesystem::path folder() const { return folder_.store(); }
    void expect_migrated() {
        {
            const auto store = open_store(folder());
            EXPECT_EQ(store->checkpoint(end).value(), end_);
            ASSERT_TRUE(verify(*store, {}, [](const Violation& violation) {
                const bool of_feed =
                    violation.fault == Fault::chain_differs || violation.fault == Fault::newest_differs;
                EXPECT_FALSE(of_feed) << violation.where << ' ' << violation.what;
            }));
        }
        for (const auto& [family, expected] : of_today_)
            EXPECT_EQ(raw_records(folder(), family), expected) << family;
        EXPECT_EQ(raw_get(folder(), "meta", "format"), std::to_string(store_format));
        EXPECT_EQ(raw_get(folder(), "meta", "migration"), "");
    }

    TemporaryFolder folder_;
    Checkpoint end_;
    std::map<std::string, Records> of_today_;
};

TEST_F(FeedMigration, AStoreOfFormat6IsLinkedAsIfItHadBeenFromTheFirstEntryOn) {
    expect_migrated();
    expect_migrated();
}

TEST_F(FeedMigration, GoesOnWhereAKilledOneStopped) {
    // Its first batch, of the first half, is written; what is linked there is not looked at again.
    const auto half = encode_change_key(end / 2);
    Records newest;
    {
        const TemporaryFolder other;
        {
            const auto store = open_store(other.store());
            for (int i = 0; i < end / 2; ++i) ASSERT_TRUE(store->commit(nth_look(i)));
        }
        newest = raw_records(other.store(), "newest");
    }
    for (auto& [key, value] : newest)  // Digests of lines of another store.
        value.replace(0, 32, digest_of(of_today_["changes"].at(key)));
    raw_put_all(folder(), "newest", newest);
    for (const auto* family : {"changes", "chain"}) {
        auto first_half = of_today_[family];
        first_half.erase(first_half.upper_bound(half), first_half.end());
        raw_put_all(folder(), family, first_half);
    }
    raw_put(folder(), "meta", "migration", "chain " + half);
    std::uint64_t walked = 0;
    ASSERT_TRUE(Store::open(folder(), OpenMode::read_write,
                            [&](const MigrationProgress& progress) { walked = progress.done; }));
    EXPECT_EQ(walked, static_cast<std::uint64_t>(end - end / 2));
    expect_migrated();
}

TEST_F(FeedMigration, WhatIsLeftOfAnotherChainIsThrownAway) {
    for (const auto* family : {"chain", "newest"}) {
        raw_add_family(folder(), family);
        raw_put(folder(), family, encode_change_key(3), std::string(72, 'x'));
        raw_put(folder(), family, encode_change_key(77), std::string(72, 'x'));
    }
    expect_migrated();
}

TEST_F(FeedMigration, WhatWasWrittenInALaterEpochSaysSo) {
    raw_put(folder(), "meta", "epoch", "5");
    std::string line;
    ASSERT_TRUE(open_store(folder())->for_each_change(end - 1, [&](auto, std::string_view last) {
        line = last;
        return true;
    }));
    EXPECT_NE(line.find(R"("cursor":"5-22")"), std::string::npos) << line;
}

TEST_F(FeedMigration, ALineThatCannotBeReadIsLinkedAsItStands) {
    raw_put(folder(), "changes", encode_change_key(end), "no JSON");
    const auto store = open_store(folder());
    const auto before = store->checkpoint(end - 1).value();
    const auto last = store->checkpoint(end).value();
    EXPECT_EQ(last.digest, before.digest);
    EXPECT_EQ(last.chain, base::sha256(std::string(before.chain.begin(), before.chain.end()) + "no JSON"));
}

}  // namespace
}  // namespace ogi::storage
