#include "storage/prune.h"

#include "base/digest.h"
#include "examples.h"
#include "raw_store.h"
#include "storage/compact.h"
#include "storage/keys.h"
#include "storage/stats.h"
#include "storage/verify.h"

#include <gtest/gtest.h>

#include <thread>

namespace ogi::storage {
namespace {

constexpr std::int64_t day_s = 86'400;
constexpr auto address = "http://a.example/1";
const Retention newest_only{.keep_for = std::chrono::days{30}, .keep_min = 1, .keep_max = 0};

class Prune : public testing::Test {
  protected:
    // What the page showed on a day.
    std::string show(int day, std::string_view body, std::string_view where = address) {
        const auto taken = snapshot(where, body, at(day * day_s));
        EXPECT_TRUE(store_->put_snapshot(taken));
        return taken.digest;
    }
    Pruned prune_at(int day, PruneMode mode = PruneMode::drop, const Retention& retention = newest_only) {
        const auto pruned = prune(*store_, retention, at(day * day_s), mode);
        EXPECT_TRUE(pruned) << pruned.error().context;
        return pruned ? *pruned : Pruned{};
    }
    bool has(const std::string& digest) { return store_->body(digest).value().has_value(); }
    std::size_t captures() {
        store_.reset();
        const auto count = raw_keys(folder_.store(), "captures").size();
        store_ = open_store(folder_.store());
        return count;
    }
    // The page whose current body it is, so that verify has nothing to tell.
    void put_page(const std::string& digest, std::string_view where = address) {
        Commit commit;
        commit.pages = {page(where, at(0))};
        commit.pages[0].snapshot = digest;
        ASSERT_TRUE(store_->commit(std::move(commit)));
    }
    void expect_whole() {
        std::string told;
        ASSERT_TRUE(verify(*store_, {}, [&](const Violation& violation) {
            told += std::string{name_of(violation.fault)} + " " + violation.where + "\n";
        }));
        EXPECT_EQ(told, "");
    }

    TemporaryFolder folder_;
    std::unique_ptr<Store> store_ = open_store(folder_.store());
};

TEST_F(Prune, DropsOldCapturesAndTheBodiesThatNothingNeeds) {
    const auto first = show(1, "first");
    const auto second = show(2, "second");
    const auto third = show(3, "third");
    put_page(third);
    const auto pruned = prune_at(100);
    EXPECT_EQ(pruned.captures, 2u);
    EXPECT_EQ(pruned.bodies, 2u);
    EXPECT_EQ(pruned.captures_seen, 3u);
    EXPECT_FALSE(has(first) || has(second));
    EXPECT_TRUE(has(third));
    EXPECT_EQ(captures(), 1u);
    expect_whole();
    EXPECT_EQ(prune_at(100).captures, 0u);
}

TEST_F(Prune, KeepsWhatARevisionStandsOn) {
    const auto seen = show(1, "of the revision");
    show(2, "of the revision");
    show(3, "noise");
    const auto part = show(1, "a further page", "http://a.example/2");
    const auto newest = show(50, "newest");
    auto commit = first_look("A", 2020);
    commit.revisions[0].snapshot = seen;
    commit.revisions[0].parts = {part};
    commit.pages[0] = page(address);
    commit.pages[0].snapshot = newest;
    commit.copies[0].url = address;
    ASSERT_TRUE(store_->commit(std::move(commit)));
    show(60, "x", "http://a.example/2");
    const auto pruned = prune_at(100);
    EXPECT_TRUE(has(seen) && has(part) && has(newest));
    // The first of the run stays: it says since when; the second says nothing more.
    EXPECT_EQ(pruned.captures, 2u);
    EXPECT_EQ(pruned.bodies, 1u);
    EXPECT_EQ(pruned.kept_needed, 2u);
    EXPECT_EQ(store_->snapshot(url(address), seen).value()->fetched_at, at(day_s));
    expect_whole();
}

TEST_F(Prune, KeepsWhatAPageShowsOrShowsInDoubt) {
    const auto current = show(1, "current");
    const auto doubted = show(2, "in doubt");
    const auto part = show(1, "part", "http://a.example/2");
    show(3, "gone");
    show(4, "newest capture");
    show(5, "newest of the part", "http://a.example/2");
    Commit commit;
    commit.pages = {page(address)};
    commit.pages[0].snapshot = current;
    commit.pages[0].parts = {{.url = "http://a.example/2", .snapshot = part}};
    commit.pages[0].suspect.emplace().snapshot = doubted;
    ASSERT_TRUE(store_->commit(std::move(commit)));
    EXPECT_EQ(prune_at(100).bodies, 1u);
    EXPECT_TRUE(has(current) && has(doubted) && has(part));
    expect_whole();
}

TEST_F(Prune, KeepsABodyThatAnotherPageStillShows) {
    const auto shared = show(1, "shared");
    show(2, "newest");
    show(90, "shared", "http://b.example/1");
    EXPECT_EQ(prune_at(100).captures, 1u);
    EXPECT_TRUE(has(shared));
    expect_whole();
}

TEST_F(Prune, KeepsTheBaseOfOtherBodies) {
    std::string template_text;
    for (int part = 0; part < 100; ++part) {
        const auto word = base::sha256_hex(std::to_string(part));
        template_text += word + word + word + word;
    }
    const auto base_body = show(1, template_text);
    const auto newest = show(2, template_text + "2");
    put_page(newest);
    EXPECT_EQ(prune_at(100).bodies, 0u);
    EXPECT_TRUE(has(base_body));
    EXPECT_EQ(store_->body(newest).value(), template_text + "2");
    expect_whole();
}

TEST_F(Prune, OnlyTellsWhereItIsAskedTo) {
    show(1, "first");
    show(2, "second");
    EXPECT_EQ(prune_at(100, PruneMode::only_tell).captures, 1u);
    EXPECT_EQ(captures(), 2u);
}

TEST_F(Prune, DropsNothingWhileARecordCannotBeRead) {
    show(1, "first");
    show(2, "second");
    for (const auto& [family, key] : {std::pair<std::string, std::string>{"pages", "http://x.example/"},
                                      {"revisions", encode(RevisionKey{{"A", 2020}, 1}).value()},
                                      {"captures", encode(CaptureKey{"http://x.example/", at(0)})}}) {
        store_.reset();
        raw_put(folder_.store(), family, key, "damaged");
        store_ = open_store(folder_.store());
        const auto pruned = prune(*store_, newest_only, at(100 * day_s), PruneMode::drop);
        ASSERT_FALSE(pruned) << family;
        EXPECT_EQ(pruned.error().code, base::ErrorCode::malformed);
        store_.reset();
        raw_delete(folder_.store(), family, key);
        store_ = open_store(folder_.store());
    }
    EXPECT_EQ(captures(), 2u);
}

// What is dropped and what is fetched again at the same time never leaves a capture without its body.
TEST_F(Prune, BesideACrawlThatBringsOldBodiesAgain) {
    constexpr int bodies = 400;
    for (int i = 0; i < bodies; ++i)
        show(1, "body " + std::to_string(i), "http://a.example/" + std::to_string(i));
    for (int i = 0; i < bodies; ++i) show(2, "newest", "http://a.example/" + std::to_string(i));
    std::thread crawl{[&] {
        for (int i = 0; i < bodies; ++i)
            show(99, "body " + std::to_string(i), "http://b.example/" + std::to_string(i));
    }};
    for (int i = 0; i < 5; ++i) prune_at(100);
    crawl.join();
    prune_at(100);
    for (int i = 0; i < bodies; ++i)
        EXPECT_TRUE(store_->newest_snapshot(url("http://b.example/" + std::to_string(i))).value()) << i;
    expect_whole();
}

TEST_F(Prune, CompactGivesTheRoomBack) {
    std::string random;
    for (int i = 0; i < 2000; ++i) random += base::sha256_hex(std::to_string(i));
    for (int i = 0; i < 20; ++i)
        show(i, base::sha256_hex(std::to_string(i)) + random.substr(static_cast<std::size_t>(i) * 100),
             "http://h" + std::to_string(i) + ".example/");
    for (int i = 0; i < 20; ++i) show(30, "small", "http://h" + std::to_string(i) + ".example/");
    ASSERT_TRUE(compact(*store_));
    const auto before = disk_bytes(store_->database());
    EXPECT_EQ(prune_at(100).bodies, 20u);
    const auto done = compact(*store_);
    ASSERT_TRUE(done) << done.error().context;
    EXPECT_LT(done->bytes_after, before / 4);
    EXPECT_EQ(done->bytes_after, disk_bytes(store_->database()));
    expect_whole();
}

}  // namespace
}  // namespace ogi::storage
