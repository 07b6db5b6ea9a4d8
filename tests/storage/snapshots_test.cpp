#include "examples.h"

#include "base/digest.h"

#include <gtest/gtest.h>

namespace ogi::storage {
namespace {

class Snapshots : public testing::Test {
  protected:
    TemporaryFolder folder_;
    std::unique_ptr<Store> store_ = open_store(folder_.store());

    std::uintmax_t bytes_on_disk() const {
        std::uintmax_t sum = 0;
        for (const auto& entry : std::filesystem::directory_iterator{folder_.store()})
            sum += entry.file_size();
        return sum;
    }
};

TEST_F(Snapshots, NobodyHasOneAtFirst) {
    EXPECT_EQ(store_->newest_snapshot(url("http://a.example/")).value(), std::nullopt);
}

TEST_F(Snapshots, TheNewestComesBackExactly) {
    const auto old = snapshot("http://a.example/", "old", at(100));
    auto fresh = snapshot("http://a.example/", std::string{"\0\xB9\xAB<html>", 9}, at(200));
    fresh.final_url = url("https://www.a.example/index.html");
    fresh.http_status = 203;
    ASSERT_TRUE(store_->put_snapshot(fresh));
    ASSERT_TRUE(store_->put_snapshot(old));  // Stored later, fetched earlier.
    ASSERT_TRUE(store_->put_snapshot(snapshot("http://a.example/p", "longer URL", at(300))));
    EXPECT_EQ(store_->newest_snapshot(url("http://a.example/")).value(), fresh);
}

TEST_F(Snapshots, OneIsFoundByItsBody) {
    const auto one = url("http://a.example/");
    const auto first = snapshot("http://a.example/", "A", at(100));
    const auto again = snapshot("http://a.example/", "A", at(300));
    for (const auto& put : {first, snapshot("http://a.example/", "B", at(200)), again,
                            snapshot("http://a.example/", "C", at(400))})
        ASSERT_TRUE(store_->put_snapshot(put));
    EXPECT_EQ(store_->snapshot(one, first.digest).value(), again);
    EXPECT_EQ(store_->snapshot(one, base::sha256_hex("D")).value(), std::nullopt);
    EXPECT_EQ(store_->snapshot(url("http://b.example/"), first.digest).value(), std::nullopt);
}

TEST_F(Snapshots, CapturesAreToldNewestFirstAndUrlByUrl) {
    for (const auto& put :
         {snapshot("http://a.example/", "A", at(100)), snapshot("http://a.example/", "B", at(200)),
          snapshot("http://a.example/p", "C", at(50))})
        ASSERT_TRUE(store_->put_snapshot(put));
    const auto of_one = store_->captures(url("http://a.example/")).value();
    ASSERT_EQ(of_one.size(), 2u);
    EXPECT_EQ(of_one[0].digest, base::sha256_hex("B"));
    EXPECT_EQ(of_one[0].fetched_at, at(200));
    EXPECT_EQ(of_one[0].body, "");
    EXPECT_TRUE(store_->captures(url("http://b.example/"))->empty());
    std::vector<std::pair<std::string, base::UtcTime>> all;
    ASSERT_TRUE(store_->for_each_capture([&](const model::Snapshot& capture) {
        all.emplace_back(capture.url.text(), capture.fetched_at);
        return all.size() < 3;
    }));
    const std::vector<std::pair<std::string, base::UtcTime>> expected{
        {"http://a.example/", at(200)}, {"http://a.example/", at(100)}, {"http://a.example/p", at(50)}};
    EXPECT_EQ(all, expected);
}

TEST_F(Snapshots, AnEmptyBodyIsABody) {
    const auto empty = snapshot("http://a.example/", "");
    ASSERT_TRUE(store_->put_snapshot(empty));
    EXPECT_EQ(store_->newest_snapshot(empty.url).value(), empty);
}

TEST_F(Snapshots, ABodyIsStoredOnce) {
    std::string body;  // Does not compress.
    for (unsigned i = 0, x = 1; i < 200'000; ++i)
        body.push_back(static_cast<char>((x = x * 1664525 + 1013904223) >> 24));
    ASSERT_TRUE(store_->put_snapshot(snapshot("http://a.example/", body, at(1))));
    const auto once = bytes_on_disk();
    for (int i = 2; i < 20; ++i) {
        ASSERT_TRUE(store_->put_snapshot(snapshot("http://a.example/" + std::to_string(i), body, at(i))));
    }
    EXPECT_LT(bytes_on_disk(), once + body.size());
    EXPECT_EQ(store_->newest_snapshot(url("http://a.example/19")).value()->body, body);
}

TEST_F(Snapshots, SurviveReopening) {
    const auto kept = snapshot("http://a.example/", std::string(100'000, 'x'));
    ASSERT_TRUE(store_->put_snapshot(kept));
    store_.reset();
    store_ = open_store(folder_.store(), OpenMode::read_only);
    EXPECT_EQ(store_->newest_snapshot(kept.url).value(), kept);
}

TEST_F(Snapshots, RefusesWhatIsNoDigest) {
    auto nameless = snapshot("http://a.example/", "one body");
    nameless.digest.clear();
    const auto refused = store_->put_snapshot(nameless);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, base::ErrorCode::malformed);
    EXPECT_EQ(store_->newest_snapshot(nameless.url).value(), std::nullopt);
}

}  // namespace
}  // namespace ogi::storage
