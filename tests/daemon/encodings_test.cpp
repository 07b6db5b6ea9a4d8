#include "daemon/api/etag.h"
#include "daemon/api/gzip.h"

#include <gtest/gtest.h>

#include <zlib.h>

#include <string>

namespace ogi::daemon {
namespace {

std::string inflated(std::string bytes) {
    z_stream z{};
    inflateInit2(&z, 15 + 16);
    z.next_in = reinterpret_cast<Bytef*>(bytes.data());
    z.avail_in = static_cast<uInt>(bytes.size());
    std::string out(1 << 20, '\0');
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    inflate(&z, Z_SYNC_FLUSH);
    out.resize(out.size() - z.avail_out);
    inflateEnd(&z);
    return out;
}

TEST(Gzip, WhatWasAddedCanBeReadAtOnce) {
    Gzip gzip;
    std::string text;
    for (int i = 0; i < 20'000; ++i) text += std::to_string(i * 7919) + "\n";
    auto wire = gzip.add("a line\n");
    EXPECT_EQ(inflated(wire), "a line\n");
    wire += gzip.add(text);
    EXPECT_EQ(inflated(wire), "a line\n" + text);
    wire += gzip.finish();
    EXPECT_EQ(inflated(wire), "a line\n" + text);
    EXPECT_EQ(inflated(gzipped(text)), text);
    EXPECT_EQ(inflated(gzipped("")), "");
}

TEST(Gzip, IsSentToWhoTakesIt) {
    for (const char* takes :
         {"gzip", "deflate, gzip;q=0.5, br", "*", "identity;q=0.5, *;q=0.1", "x-gzip", "br,\tgzip"})
        EXPECT_TRUE(accepts_gzip(takes)) << takes;
    for (const char* not_so :
         {"", "br", "identity", "gzip;q=0", "gzip;q=0.0, *", "*;q=0", "gzipped", "gzip;q=x"})
        EXPECT_FALSE(accepts_gzip(not_so)) << not_so;
}

TEST(Etag, IsKnownInEveryCoding) {
    const auto tag = etag_of("a");
    EXPECT_EQ(tag.size(), 34U);
    EXPECT_NE(tag, etag_of("b"));
    EXPECT_TRUE(names_etag(tag, tag));
    EXPECT_TRUE(names_etag("\"x\", W/" + tag + " ,\"y\"", tag));
    EXPECT_TRUE(names_etag(coded_etag(tag, "gzip"), tag));
    EXPECT_TRUE(names_etag("*", tag));
    EXPECT_TRUE(names_etag("W/\"1-7-gzip\"", "W/\"1-7\""));
    for (const auto& other :
         {std::string{}, std::string{"\"x\""}, tag.substr(1), etag_of("b"), std::string{","}})
        EXPECT_FALSE(names_etag(other, tag)) << other;
}

}  // namespace
}  // namespace ogi::daemon
