#include "base/digest.h"

#include <gtest/gtest.h>

#include <string>

namespace ogi::base {
namespace {

struct Vector {
    std::string bytes;
    std::string_view digest;
};

// FIPS 180-4's own examples, NIST's long one among them.
TEST(Sha256, GivesThePublishedDigests) {
    const Vector vectors[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {std::string(1'000'000, 'a'), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
    };
    for (const auto& [bytes, digest] : vectors) EXPECT_EQ(sha256_hex(bytes), digest) << bytes.size();
}

TEST(Sha256, IsTheSameInBytesAndInDigitsWhateverWasHashedBefore) {
    for (const std::string_view bytes : {"", "abc", "http://www.example.cn/a.html", "abc"}) {
        std::string digits;
        for (const unsigned byte : sha256(bytes)) {
            digits += "0123456789abcdef"[byte >> 4];
            digits += "0123456789abcdef"[byte & 15];
        }
        EXPECT_EQ(digits, sha256_hex(bytes)) << bytes;
    }
}

TEST(Sha256, CountsBytesThatEndAString) {
    EXPECT_NE(sha256_hex(std::string_view{"a\0", 2}), sha256_hex("a"));
}

TEST(RandomHex, IsTwoDigitsAByteAndNeverTheSame) {
    const auto one = random_hex(16);
    EXPECT_EQ(one.size(), 32U);
    EXPECT_EQ(one.find_first_not_of("0123456789abcdef"), std::string::npos);
    EXPECT_NE(one, random_hex(16));
    EXPECT_EQ(random_hex(0), "");
}

}  // namespace
}  // namespace ogi::base
