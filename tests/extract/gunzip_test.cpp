#include "extract/gunzip.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <stdexcept>

namespace ogi::extract {
namespace {

std::string gzip(std::string plain) {
    z_stream stream{};
    constexpr int gzip_window = 15 + 16;
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error{"deflateInit2"};
    std::string packed(deflateBound(&stream, plain.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(plain.data());
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const int status = deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    if (status != Z_STREAM_END) throw std::runtime_error{"deflate"};
    return packed;
}

const std::string plain = std::string(300'000, 'a') + "end";

TEST(Gunzip, GivesBackWhatWasCompressed) {
    const auto packed = gzip(plain);
    ASSERT_TRUE(is_gzip(packed));
    EXPECT_FALSE(is_gzip(plain));
    for (const auto& [body, expected] : {std::pair{packed, plain},
                                         {packed + gzip("more"), plain + "more"},
                                         {packed + std::string(512, '\0'), plain},
                                         {gzip(""), ""}}) {
        const auto read = gunzip(body, 1 << 20);
        EXPECT_EQ(read.bytes, expected);
        EXPECT_FALSE(read.cut || read.damaged);
    }
}

TEST(Gunzip, EndsAtItsLimit) {
    const auto packed = gzip(plain);
    const auto whole = gunzip(packed, plain.size());
    EXPECT_EQ(whole.bytes.size(), plain.size());
    EXPECT_FALSE(whole.cut);
    const auto cut = gunzip(packed, plain.size() - 1);
    EXPECT_EQ(cut.bytes.size(), plain.size() - 1);
    EXPECT_TRUE(cut.cut);
    EXPECT_FALSE(cut.damaged);
}

TEST(Gunzip, KeepsWhatStandsBeforeADamage) {
    auto packed = gzip(plain);
    const auto broken_off = gunzip(std::string_view{packed}.substr(0, packed.size() / 2), 1 << 20);
    EXPECT_TRUE(broken_off.damaged);
    EXPECT_TRUE(plain.starts_with(broken_off.bytes));
    EXPECT_FALSE(broken_off.bytes.empty());
    packed[packed.size() - 6] ^= 1;  // The checksum.
    EXPECT_TRUE(gunzip(packed, 1 << 20).damaged);
    EXPECT_TRUE(gunzip("\x1F\x8B\x08", 1 << 20).damaged);
}

}  // namespace
}  // namespace ogi::extract
