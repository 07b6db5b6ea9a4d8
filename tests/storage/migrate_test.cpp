#include "base/digest.h"
#include "examples.h"
#include "raw_store.h"
#include "storage/column_families.h"
#include "storage/keys.h"

#include <gtest/gtest.h>

#include <map>

namespace ogi::storage {
namespace {

constexpr std::string_view formats_since_4[] = {"bases", "timeline", "chain", "newest", "consumers"};

// Pages of one template: what is the same in all of them does not compress by itself.
std::string page_of(std::string_view look, int number) {
    std::string body = "<html>";
    for (int part = 0; part < 100; ++part) {
        const auto word = base::sha256_hex(std::string{look} + std::to_string(part));
        body += word + word + word + word;
    }
    return body + base::sha256_hex(std::to_string(number)) + "</html>";
}

class Migration : public testing::Test {
  protected:
    // A store as format 4 had it: one base of now and one of before, leant on by others.
    void SetUp() override {
        {
            const auto store = open_store(folder());
            for (int i = 0; i < 3; ++i) ASSERT_TRUE(store->commit(nth_look(i)));
            int number = 0;
            for (const auto* look : {"old", "old", "new", "new", "new", "new"}) {
                const auto address = "http://a.example/" + std::to_string(++number);
                digests_.push_back(base::sha256_hex(page_of(look, number)));
                ASSERT_TRUE(store->put_snapshot(snapshot(address, page_of(look, number), at(number))));
            }
        }
        bases_ = raw_keys(folder(), "bases");
        ASSERT_EQ(bases_.size(), 2u);
        timeline_ = timeline();
        ASSERT_EQ(timeline_.size(), 3u);
        for (const auto family : formats_since_4) raw_drop_family(folder(), family);
        raw_put(folder(), "meta", "format", "4");
    }
    std::filesystem::path folder() const { return folder_.store(); }
    std::map<std::string, std::string> timeline() const {
        std::map<std::string, std::string> entries;
        for (const auto& key : raw_keys(folder(), "timeline"))
            entries[key] = raw_get(folder(), "timeline", key);
        return entries;
    }
    void expect_migrated() {
        {
            const auto store = open_store(folder());
            EXPECT_EQ(store->last_sequence().value(), 3u);
            for (const auto& digest : digests_) EXPECT_TRUE(store->body(digest).value());
        }
        EXPECT_EQ(raw_keys(folder(), "bases"), bases_);
        EXPECT_EQ(timeline(), timeline_);
        EXPECT_EQ(raw_get(folder(), "meta", "format"), std::to_string(store_format));
        EXPECT_EQ(raw_get(folder(), "meta", "migration"), "");
        EXPECT_TRUE(Store::open(folder(), OpenMode::read_only));
    }

    TemporaryFolder folder_;
    std::vector<std::string> digests_;
    std::vector<std::string> bases_;
    std::map<std::string, std::string> timeline_;
};

TEST_F(Migration, AStoreOfFormat4IsBroughtUpToDateWhenOpenedForWriting) {
    expect_migrated();
    expect_migrated();
    const auto current = raw_get(folder(), "body_bases", "a.example:80");
    EXPECT_EQ(raw_get(folder(), "bases", current), "a.example:80");
}

// Its records are read as they are.
TEST_F(Migration, AStoreOfFormat5IsOneOfTodayByItsNumber) {
    ASSERT_TRUE(open_store(folder()));
    raw_put(folder(), "meta", "format", "5");
    EXPECT_FALSE(Store::open(folder(), OpenMode::read_only));
    expect_migrated();
}

TEST_F(Migration, AReaderOfAnOlderFormatIsToldWhatToDo) {
    const auto opened = Store::open(folder(), OpenMode::read_only);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, base::ErrorCode::malformed);
    EXPECT_NE(opened.error().context.find("ogi store migrate"), std::string::npos) << opened.error().context;
    EXPECT_EQ(raw_get(folder(), "meta", "format"), "4");
}

TEST_F(Migration, TellsHowFarItIs) {
    std::vector<std::string> told;
    std::uint64_t bodies = 0;
    ASSERT_TRUE(Store::open(folder(), OpenMode::read_write, [&](const MigrationProgress& progress) {
        if (told.empty() || told.back() != progress.step) told.emplace_back(progress.step);
        if (progress.step == "bases_of_bodies") bodies = progress.done;
    }));
    EXPECT_EQ(told.front(), "bases_of_bodies");
    EXPECT_EQ(bodies, digests_.size());
    told.clear();
    ASSERT_TRUE(Store::open(folder(), OpenMode::read_write,
                            [&](const MigrationProgress& progress) { told.emplace_back(progress.step); }));
    EXPECT_TRUE(told.empty());
}

TEST_F(Migration, GoesOnWhereAKilledOneStopped) {
    // Killed behind the last body: what was written of the first step is there, the rest is not.
    const auto bodies = raw_keys(folder(), "bodies");
    raw_put(folder(), "bases", bases_[0], "");
    raw_put(folder(), "meta", "migration", "bases_of_bodies " + bodies.back());
    std::uint64_t walked = 0;
    ASSERT_TRUE(Store::open(folder(), OpenMode::read_write, [&](const MigrationProgress& progress) {
        if (progress.step == "bases_of_bodies") walked = progress.done;
    }));
    EXPECT_EQ(walked, 0u);
    EXPECT_EQ(raw_get(folder(), "meta", "format"), std::to_string(store_format));
}

TEST_F(Migration, APlaceThatNobodyKnowsIsABeginning) {
    raw_put(folder(), "meta", "migration", "of_another_ogid key");
    expect_migrated();
}

TEST_F(Migration, DamagedRecordsDoNotStopIt) {
    raw_put(folder(), "bodies", encode_body_key(digests_[1]).value(), "\x01 too short");
    raw_put(folder(), "changes", encode_change_key(2), "no JSON");
    const auto store = open_store(folder());
    EXPECT_TRUE(store->body(digests_[0]).value());
    EXPECT_FALSE(store->body(digests_[1]));
}

}  // namespace
}  // namespace ogi::storage
