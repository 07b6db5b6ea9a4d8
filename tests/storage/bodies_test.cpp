#include "storage/bodies.h"

#include "examples.h"
#include "raw_store.h"
#include "storage/keys.h"

#include "base/digest.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>

namespace ogi::storage {
namespace {

constexpr std::string_view host = "http://a.example/";

// Pages of one template: what is the same in all of them does not compress by itself.
std::string page_of(std::string_view look, int number, std::size_t bytes = 30'000) {
    std::string body = "<html>";
    for (int part = 0; body.size() < bytes; ++part) {
        const auto word = base::sha256_hex(std::string{look} + std::to_string(part));
        body += word + word + word + word;
    }
    return body + "<p>" + base::sha256_hex(std::to_string(number)) + "</p></html>";
}

std::string random_bytes(unsigned seed) {
    std::string bytes;
    for (unsigned i = 0; i < 20'000; ++i)
        bytes.push_back(static_cast<char>((seed = seed * 1664525 + 1013904223) >> 24));
    return bytes;
}

class Bodies : public testing::Test {
  protected:
    std::string put(std::string_view site, const std::string& body) {
        ++number_;
        const auto taken = snapshot(std::string{site} + std::to_string(number_), body, at(number_));
        EXPECT_TRUE(store_->put_snapshot(taken));
        return taken.digest;
    }
    void reopen() {
        store_.reset();
        store_ = open_store(folder_.store());
    }
    // The body that a site's are stored against.
    std::string base_of(const std::string& site) {
        store_.reset();
        auto key = raw_get(folder_.store(), "body_bases", site);
        store_ = open_store(folder_.store());
        return key;
    }
    std::string value_of(const std::string& digest) {
        store_.reset();
        auto value = raw_get(folder_.store(), "bodies", encode_body_key(digest).value());
        store_ = open_store(folder_.store());
        return value;
    }

    TemporaryFolder folder_;
    std::unique_ptr<Store> store_ = open_store(folder_.store());
    int number_ = 0;
};

TEST_F(Bodies, OfOneSiteAreStoredAgainstOneOfThem) {
    const auto first = put(host, page_of("site", 1));
    const auto second = put(host, page_of("site", 2));
    const auto elsewhere = put("http://b.example/", page_of("site", 3));
    EXPECT_EQ(value_of(first).front(), '\0');
    EXPECT_TRUE(value_of(second).starts_with("\x01" + encode_body_key(first).value()));
    EXPECT_LT(value_of(second).size() * 20, value_of(first).size());
    EXPECT_EQ(value_of(elsewhere).front(), '\0');
    EXPECT_EQ(store_->body(first).value(), page_of("site", 1));
    EXPECT_EQ(store_->body(second).value(), page_of("site", 2));
}

TEST_F(Bodies, AreStoredAgainstTheSameOneAfterAReopening) {
    const auto first = put(host, page_of("site", 1));
    reopen();
    const auto second = put(host, page_of("site", 2));
    EXPECT_TRUE(value_of(second).starts_with("\x01" + encode_body_key(first).value()));
    EXPECT_EQ(store_->body(second).value(), page_of("site", 2));
}

TEST_F(Bodies, LongerThanTheDictionaryComeBack) {
    constexpr auto longer = base_bytes_max + 10'000;
    const auto first = put(host, page_of("site", 1, longer));
    const auto second = put(host, page_of("site", 2, longer));
    EXPECT_EQ(value_of(second).front(), '\x01');
    EXPECT_EQ(store_->body(first).value(), page_of("site", 1, longer));
    EXPECT_EQ(store_->body(second).value(), page_of("site", 2, longer));
}

TEST_F(Bodies, FollowTheTemplateOfMostPages) {
    put(host, page_of("list", 1));
    const auto report = put(host, page_of("report", 2));
    EXPECT_EQ(base_of("a.example:80"), encode_body_key(report).value());
    for (int number = 3; number < 6; ++number) put(host, page_of("report", number));
    put(host, page_of("list", 6));
    EXPECT_EQ(base_of("a.example:80"), encode_body_key(report).value());
}

TEST_F(Bodies, ThatDoNotCompressAreNoBase) {
    put(host, random_bytes(1));
    EXPECT_EQ(base_of("a.example:80"), "");
    const auto page = put(host, page_of("site", 1));
    for (unsigned seed = 2; seed < 40; ++seed) put(host, random_bytes(seed));
    EXPECT_EQ(base_of("a.example:80"), encode_body_key(page).value());
}

TEST_F(Bodies, ThatLookLikeADictionaryOfZstdComeBack) {
    const std::string magic = "\x37\xA4\x30\xEC";
    const auto first = put(host, magic + page_of("site", 1));
    const auto second = put(host, magic + page_of("site", 2));
    EXPECT_EQ(base_of("a.example:80"), "");
    EXPECT_EQ(store_->body(first).value(), magic + page_of("site", 1));
    EXPECT_EQ(store_->body(second).value(), magic + page_of("site", 2));
}

TEST_F(Bodies, WithADamagedBaseSayWhatIsWrongAndNewOnesGetAnother) {
    const auto first = put(host, page_of("site", 1));
    const auto second = put(host, page_of("site", 2));
    for (const auto& damage : {std::string{"x"}, value_of(second)}) {
        store_.reset();
        raw_put(folder_.store(), "bodies", encode_body_key(first).value(), damage);
        store_ = open_store(folder_.store());
        const auto refused = store_->body(second);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, base::ErrorCode::malformed);
        EXPECT_NE(refused.error().context.find(second), std::string::npos);
        const auto next = put(host, page_of("site", ++number_));
        EXPECT_EQ(base_of("a.example:80"), encode_body_key(next).value());
        EXPECT_TRUE(store_->body(next).value());
        store_.reset();
        raw_put(folder_.store(), "body_bases", "a.example:80", encode_body_key(first).value());
        store_ = open_store(folder_.store());
    }
    store_.reset();
    raw_delete(folder_.store(), "bodies", encode_body_key(first).value());
    store_ = open_store(folder_.store());
    EXPECT_NE(store_->body(second).error().context.find("is not there"), std::string::npos);
}

TEST_F(Bodies, FromSeveralThreadsComeBack) {
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([this, thread] {
            for (int i = 0; i < 50; ++i) {
                const auto body = page_of(i % 7 == 0 ? "list" : "report", thread * 100 + i, 5'000);
                ASSERT_TRUE(store_->put_snapshot(snapshot(
                    "http://h" + std::to_string(i % 3) + ".example/" + std::to_string(thread * 100 + i),
                    body)));
            }
        });
    }
    for (auto& thread : threads) thread.join();
    for (int thread = 0; thread < 4; ++thread) {
        for (int i = 0; i < 50; ++i) {
            const auto body = page_of(i % 7 == 0 ? "list" : "report", thread * 100 + i, 5'000);
            EXPECT_EQ(store_->body(base::sha256_hex(body)).value(), body);
        }
    }
}

BodyBases::Base some_base() {
    return std::make_shared<const BodyBase>(BodyBase{std::string(32, 'k'), Dictionary{"some words"}, 0.1});
}

TEST(BodyBases, AreReplacedWhereMoreWereNotHelpedThanWere) {
    BodyBases bases;
    const auto base = some_base();
    bases.put("a", base);
    EXPECT_FALSE(bases.proven("a", base));
    EXPECT_FALSE(bases.note("a", base, true));
    EXPECT_TRUE(bases.proven("a", base));
    EXPECT_FALSE(bases.note("a", base, false));
    EXPECT_TRUE(bases.note("a", base, false));
    // However long it was good for, a site made anew is noticed soon.
    for (int i = 0; i < 1000; ++i) EXPECT_FALSE(bases.note("a", base, true));
    int missed = 1;
    while (!bases.note("a", base, false) && missed < 100) ++missed;
    EXPECT_LE(missed, 16);
    // What is said of a base that is no more says nothing.
    bases.put("a", some_base());
    EXPECT_FALSE(bases.note("a", base, false));
}

TEST(BodyBases, LeaveMemoryWhereManyOthersWereUsedSince) {
    BodyBases bases;
    for (std::size_t i = 0; i < bases_max; ++i) bases.put(std::to_string(i), some_base());
    EXPECT_TRUE(bases.find("0"));
    bases.put("one more", some_base());
    EXPECT_TRUE(bases.find("0"));
    EXPECT_TRUE(bases.find("one more"));
    EXPECT_FALSE(bases.find("1"));
}

}  // namespace
}  // namespace ogi::storage
