#include "crawler/url_trap.h"

#include <gtest/gtest.h>

#include <string>

namespace ogi::crawler {
namespace {

std::string trap(const std::string& path) {
    return std::string{trap_in(base::Url::parse("http://a.example" + path).value()).value_or("")};
}

std::string times(int count, std::string_view piece) {
    std::string text;
    for (int i = 0; i < count; ++i) text += piece;
    return text;
}

TEST(UrlTrap, LetsThePathsOfRealSitesPass) {
    for (const auto* path :
         {"/", "/zwgk/zfxxgknb/2021/t20210131_1.html", "/art/2011/11/11/art_11_11.html",
          "/2011/11/11/11/11/1.html", "/col/col1/col1/index.html", "/a/a/a/1.html", "/a/b/a/b/1.html",
          "/module/jpage/dataproxy.jsp?page=1&col=1&appid=1", "/list?id=1&id=2&id=3&id=4", "//a//b//"}) {
        EXPECT_EQ(trap(path), "") << path;
    }
}

TEST(UrlTrap, NamesTheLimitThatIsReached) {
    EXPECT_EQ(trap("/a/a/a/a/1.html"), "directory_repeats_max");
    EXPECT_EQ(trap("/x/a/b/a/b/a/b/1.html"), "block_repeats_max");
    EXPECT_EQ(trap("/news/2021/news/2021/news/2021/"), "block_repeats_max");
    EXPECT_EQ(trap(times(3, "/a/b/c/d") + "/"), "block_repeats_max");
    std::string deep;
    for (std::size_t i = 0; i <= path_depth_max; ++i) deep += "/d" + std::to_string(i);
    EXPECT_EQ(trap(deep + "/x"), "path_depth_max");
    EXPECT_EQ(trap("/l?q=" + std::string(query_bytes_max, 'x')), "query_bytes_max");
    EXPECT_EQ(trap("/l?" + times(5, "page=1&")), "query_field_repeats_max");
    std::string fields;
    for (std::size_t i = 0; i <= query_fields_max; ++i) fields += "f" + std::to_string(i) + "=1&";
    EXPECT_EQ(trap("/l?" + fields), "query_fields_max");
}

TEST(UrlTrap, AFileIsNoDirectory) {
    EXPECT_EQ(trap("/a/a/a/a"), "");
    EXPECT_EQ(trap("/a/a/a/a/"), "directory_repeats_max");
}

}  // namespace
}  // namespace ogi::crawler
