#include "archive/record_digest.h"

#include <gtest/gtest.h>

namespace ogi::archive {
namespace {

// The digests of "abc": FIPS 180-4 and RFC 1321.
TEST(RecordDigest, IsComparedInEveryFormThatArchivesUse) {
    using enum DigestOutcome;
    const std::pair<std::string_view, DigestOutcome> cases[] = {
        {"", none},
        {"sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5", right},
        {"sha1:a9993e364706816aba3e25717850c26c9cd0d89d", right},
        {"SHA-1:A9993E364706816ABA3E25717850C26C9CD0D89D", right},
        {"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", right},
        {"sha256:XJ4BNP4PAHH6UQKBIDPF3LRCEOYAGYNDSYLXVHFUCD7WD4QACWWQ====", right},
        {"md5:900150983cd24fb0d6963f7d28e17f72", right},
        {"sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE6", wrong},
        {"sha1:", wrong},
        {"blake3:6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85", unknown},
    };
    for (const auto& [digest, expected] : cases) EXPECT_EQ(check_digest(digest, "abc"), expected) << digest;
}

TEST(RecordDigest, IsWrittenSoThatItIsReadAgain) {
    for (const std::string bytes : {"", "a", "ab", "abc", "abcd", "abcde"})
        EXPECT_EQ(check_digest(warc_digest(bytes), bytes), DigestOutcome::right) << bytes;
}

}  // namespace
}  // namespace ogi::archive
