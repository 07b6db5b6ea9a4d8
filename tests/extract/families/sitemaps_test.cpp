#include "extract/discovery/sitemap.h"

#include "following.h"

#include <gtest/gtest.h>

namespace ogi::extract {
namespace {

constexpr std::string_view place = "http://www.example.gov.cn/sitemap.xml";

std::string locations(std::string_view root, std::string_view element,
                      std::initializer_list<std::string_view> paths) {
    std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" + std::string{root} + ">";
    for (const auto path : paths) {
        xml += "<" + std::string{element} + "><loc>http://www.example.gov.cn" + std::string{path} +
               "</loc></" + std::string{element} + ">";
    }
    return xml + "</" + std::string{root} + ">";
}

TEST(Sitemaps, LeadOnlyToWhatTheirAddressesCallReports) {
    EXPECT_EQ(followed(place, locations("urlset", "url",
                                        {"/", "/xwdt/t1.html", "/zwgk/zfxxgknb/index.html",
                                         "/zwgk/zfxxgknb/202301/t2.html", "/zwgk/nb/t3.html",
                                         "/public/column/24601?type=3", "/zwgk/zfxxgknb/a.jpg"})),
              "list /zwgk/zfxxgknb/index.html\nreport /zwgk/zfxxgknb/202301/t2.html\nlist "
              "/public/column/24601?type=3\n");
}

TEST(Sitemaps, OfAnIndexAreReadToTheDepthThatIsAllowed) {
    const auto index = locations("sitemapindex", "sitemap", {"/map1.xml", "/map2.xml.gz"});
    EXPECT_EQ(followed(place, index, model::PageRole::list, 1), "list /map1.xml\nlist /map2.xml.gz\n");
    EXPECT_EQ(followed(place, index, model::PageRole::list, sitemap_depth_max), "");
}

TEST(Sitemaps, OfAnIndexAreReadNoMoreThanIndexSitemapsMax) {
    std::string xml = "<sitemapindex>";
    for (std::size_t i = 0; i < index_sitemaps_max + 10; ++i) {
        xml += "<sitemap><loc>http://www.example.gov.cn/" + std::to_string(i) + ".xml</loc></sitemap>";
    }
    const auto found = discovered(place, xml + "</sitemapindex>", model::PageRole::list, 1);
    ASSERT_EQ(found.size(), index_sitemaps_max);
    EXPECT_EQ(found.back().url.path(), "/" + std::to_string(index_sitemaps_max - 1) + ".xml");
}

TEST(Sitemaps, AreNoPages) {
    const auto reading = read_list(snapshot_of(locations("urlset", "url", {"/a.html"}), place));
    EXPECT_TRUE(reading.is_answer);
    EXPECT_TRUE(reading.is_sitemap);
    const auto page =
        read_list(snapshot_of("<?xml version='1.0'?><!DOCTYPE html><html><a href=/a>x</a></html>", place));
    EXPECT_FALSE(page.is_answer);
}

}  // namespace
}  // namespace ogi::extract
