#include "crawler/gzip_body.h"

#include "crawl_test_support.h"

#include <gtest/gtest.h>

namespace ogi::crawler {
namespace {

constexpr std::size_t plenty = 1u << 20;

const std::string text = [] {
    std::string made;
    for (int i = 0; i < 5'000; ++i) made += "本年新收 " + std::to_string(i * 7919) + " 件\n";
    return made;
}();

TEST(GzipBody, AFileOfOneMemberIsReadInOneGo) {
    EXPECT_EQ(gunzip_whole(gzip(text), plenty), text);
    EXPECT_EQ(gunzip_whole(gzip("x"), plenty), "x");
    EXPECT_EQ(gunzip_whole(gzip(text), text.size()), text);
    EXPECT_EQ(gunzip_whole(gzip(text), text.size()).value().capacity(), text.size());
}

TEST(GzipBody, WhatIsMoreOrLessThanOneWholeMemberIsLeftToTheDecoder) {
    const auto packed = gzip(text);
    for (std::size_t length = 0; length < packed.size(); length += 7)
        EXPECT_FALSE(gunzip_whole(std::string_view{packed}.substr(0, length), plenty)) << length;
    EXPECT_FALSE(gunzip_whole(packed + packed, plenty));
    EXPECT_FALSE(gunzip_whole(packed + std::string(20, '\0'), plenty));
    EXPECT_FALSE(gunzip_whole(gzip(""), plenty));
    EXPECT_FALSE(gunzip_whole("this is no gzip, but it is long enough", plenty));
    EXPECT_FALSE(gunzip_whole(packed, text.size() - 1));
}

TEST(GzipBody, DamageOfAnyByteIsNeverReadAsText) {
    const auto packed = gzip(text.substr(0, 600));
    for (std::size_t i = 0; i < packed.size(); ++i) {
        auto damaged = packed;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x10);
        const auto read = gunzip_whole(damaged, plenty);
        // The time of the file, its flags for the reader and the system it came from say nothing of the
        // bytes.
        EXPECT_TRUE(!read || (i >= 4 && i < 10 && *read == text.substr(0, 600))) << i;
    }
}

}  // namespace
}  // namespace ogi::crawler
