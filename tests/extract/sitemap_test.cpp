#include "extract/discovery/sitemap.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace ogi::extract {
namespace {

const auto place = base::Url::parse("http://www.example.gov.cn/map/sitemap.xml").value();

Sitemap read(std::string_view body, SitemapScope scope = SitemapScope::same_site,
             const SitemapLimits& limits = {}) {
    return read_sitemap(body, "", place, scope, limits);
}

std::vector<std::string> paths(const Sitemap& sitemap) {
    std::vector<std::string> found;
    for (const auto& entry : sitemap.entries) found.emplace_back(entry.url.path_and_query());
    return found;
}

using Paths = std::vector<std::string>;

TEST(Sitemap, OfPagesSaysWhereAndWhen) {
    const auto sitemap = read(R"(<?xml version="1.0" encoding="UTF-8"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
          <url><loc> http://www.example.gov.cn/a?x=1&amp;y=2 </loc><lastmod>2026-01-31T08:00:00+08:00</lastmod></url>
          <url><loc>http://www.example.gov.cn/年报<![CDATA[?q=a&b]]></loc></url>
          <url><loc>http://www.example.gov.cn/a?x=1&#38;y=2</loc></url>
        </urlset>)");
    EXPECT_EQ(sitemap.kind, SitemapKind::pages);
    EXPECT_EQ(paths(sitemap), (Paths{"/a?x=1&y=2", "/%E5%B9%B4%E6%8A%A5?q=a&b"}));
    EXPECT_EQ(base::to_iso(sitemap.entries[0].modified_at), "2026-01-31T00:00:00.000Z");
    EXPECT_FALSE(sitemap.entries[1].modified_at);
    EXPECT_TRUE(sitemap.limits.empty());
}

TEST(Sitemap, OfSitemapsIsAnIndex) {
    const auto sitemap =
        read(R"(<sitemapindex><sitemap><loc>http://www.example.gov.cn/1.xml.gz</loc></sitemap>
        <sitemap>http://www.example.gov.cn/2.xml</sitemap></sitemapindex>)");
    EXPECT_EQ(sitemap.kind, SitemapKind::index);
    EXPECT_EQ(paths(sitemap), (Paths{"/1.xml.gz", "/2.xml"}));
}

TEST(Sitemap, MayBeAFeed) {
    const auto rss = read(R"(<rss version="2.0"><channel><link>http://www.example.gov.cn/</link>
        <image><url>http://www.example.gov.cn/logo.png</url><link>http://www.example.gov.cn/</link></image>
        <item><title>a</title><link>http://www.example.gov.cn/1</link><pubDate>Sat, 31 Jan 2026 08:00:00 +0800</pubDate>
        <guid>http://www.example.gov.cn/other</guid></item>
        <item><guid isPermaLink="false">http://www.example.gov.cn/2</guid></item></channel></rss>)");
    EXPECT_EQ(rss.kind, SitemapKind::pages);
    EXPECT_EQ(paths(rss), (Paths{"/1", "/2"}));
    EXPECT_EQ(base::to_iso(rss.entries[0].modified_at), "2026-01-31T00:00:00.000Z");
    const auto atom = read(R"(<feed><link href="http://www.example.gov.cn/"/><entry>
        <link rel='edit' href='http://www.example.gov.cn/edit'/><link href="http://www.example.gov.cn/1?a=1&amp;b"/>
        <published>2026-01-01T00:00:00Z</published><updated>2026-01-02T00:00:00Z</updated></entry></feed>)");
    EXPECT_EQ(paths(atom), (Paths{"/1?a=1&b"}));
    EXPECT_EQ(base::to_iso(atom.entries[0].modified_at), "2026-01-02T00:00:00.000Z");
}

TEST(Sitemap, MayBeLines) {
    const auto sitemap =
        read("\xEF\xBB\xBFhttp://www.example.gov.cn/1\r\n\r\n  http://www.example.gov.cn/2\nnot one\r");
    EXPECT_EQ(sitemap.kind, SitemapKind::pages);
    EXPECT_EQ(paths(sitemap), (Paths{"/1", "/2"}));
    EXPECT_EQ(sitemap.out_of_scope, 1U);
}

TEST(Sitemap, IsReadInTheCharsetItDeclares) {
    const auto sitemap = read(
        "<?xml version=\"1.0\" encoding=\"GB2312\"?><urlset><url><loc>"
        "http://www.example.gov.cn/\xC4\xEA\xB1\xA8</loc></url></urlset>");
    EXPECT_EQ(paths(sitemap), (Paths{"/%E5%B9%B4%E6%8A%A5"}));
}

TEST(Sitemap, IsNotWhatElseLiesThere) {
    for (std::string_view body : {"", "<html><head><link href=\"http://www.example.gov.cn/\"></head></html>",
                                  "this is none", "\x89PNG\r\n", "<urls><ur", "<"}) {
        const auto sitemap = read(body);
        EXPECT_EQ(sitemap.kind, SitemapKind::none) << body;
        EXPECT_TRUE(sitemap.entries.empty()) << body;
        EXPECT_EQ(sitemap.out_of_scope, 0U) << body;
    }
}

TEST(Sitemap, IsReadAroundWhatIsBroken) {
    struct Broken {
        std::string_view text;
        Paths read;
    };
    const std::string u = "http://www.example.gov.cn";
    const Broken cases[] = {
        {"<urlset><url><loc>http://www.example.gov.cn/1</loc></url><url><loc>http://www.example.gov.cn/2</lo",
         {"/1", "/2"}},
        {"<urlset><url><loc>http://www.example.gov.cn/1<url><loc>http://www.example.gov.cn/2</urlset>",
         {"/1", "/2"}},
        {"<urlset></url><url><loc>http://www.example.gov.cn/1</loc></url></url><x><url><loc>/2</loc>",
         {"/1", "/2"}},
        {"<sitemapindex><sitemap><loc>http://www.example.gov.cn/1</loc><loc>http://www.example.gov.cn/2</"
         "loc>",
         {"/1", "/2"}},
        {"<url><loc>http://www.example.gov.cn/a & b < c</loc></url>", {"/a%20&%20b%20%3C%20c"}},
        {"<urlset><url><!-- "
         "<loc>http://www.example.gov.cn/1</loc><url><loc>http://www.example.gov.cn/2</loc>",
         {"/1", "/2"}},
        {"<url><loc><![CDATA[http://www.example.gov.cn/1</loc></url><url><loc>http://www.example.gov.cn/2</"
         "loc>",
         {"/1", "/2"}},
        {"<url a=\"x><loc>http://www.example.gov.cn/1</loc></url>", {"/1"}},
        {"<url a='>'><loc>http://www.example.gov.cn/1</loc></url>", {"/1"}},
        {"<urlset><url><loc><url>http://www.example.gov.cn/1</url></loc></url></urlset>", {"/1"}},
        {"<s:urlset><s:url><s:loc>http://www.example.gov.cn/1</s:loc><image:image><image:loc>"
         "http://www.example.gov.cn/1.png</image:loc></image:image></s:url></s:urlset>",
         {"/1"}},
        {"<URLSET><URL><image:loc>http://www.example.gov.cn/1.png</image:loc><LOC>http://www.example.gov.cn/"
         "1</LOC>",
         {"/1"}},
    };
    for (const auto& [text, expected] : cases) EXPECT_EQ(paths(read(text)), expected) << text;
}

TEST(Sitemap, ExpandsNoEntity) {
    const auto sitemap = read(R"(<!DOCTYPE urlset [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">
        <!ENTITY f SYSTEM "file:///etc/hostname">]><urlset><url><loc>http://www.example.gov.cn/&b;</loc></url>
        <url><loc>&f;</loc></url></urlset>)");
    EXPECT_EQ(paths(sitemap), (Paths{"/&b;"}));
    EXPECT_EQ(sitemap.out_of_scope, 1U);
}

TEST(Sitemap, SpeaksForItsOwnSiteOnly) {
    const auto* const text =
        "<urlset><url><loc>http://www.example.gov.cn/map/1</loc></url>"
        "<url><loc>https://example.gov.cn/2</loc></url>"
        "<url><loc>http://other.gov.cn/map/3</loc></url></urlset>";
    const auto site = read(text);
    EXPECT_EQ(paths(site), (Paths{"/map/1", "/2"}));
    EXPECT_EQ(site.out_of_scope, 1U);
    const auto folder = read(text, SitemapScope::same_folder);
    EXPECT_EQ(paths(folder), (Paths{"/map/1"}));
    EXPECT_EQ(folder.out_of_scope, 2U);
}

TEST(Sitemap, EndsAtItsLimits) {
    std::string text = "<urlset>";
    for (int i = 0; i < 30; ++i)
        text += "<url><loc>http://www.example.gov.cn/" + std::to_string(i) + "</loc></url>";
    const auto by_count = read(text, SitemapScope::same_site, {.bytes_max = 1 << 20, .urls_max = 10});
    EXPECT_EQ(by_count.entries.size(), 10U);
    EXPECT_EQ(by_count.limits, (Paths{"sitemap_urls_max"}));
    const auto by_bytes =
        read(text, SitemapScope::same_site, {.bytes_max = text.size() / 2, .urls_max = 100});
    EXPECT_NEAR(static_cast<double>(by_bytes.entries.size()), 15, 1);
    EXPECT_EQ(by_bytes.limits, (Paths{"sitemap_bytes_max"}));
    EXPECT_EQ(read(text).entries.size(), 30U);
}

TEST(Sitemap, OfMarksThatNeverEndIsReadInOneGo) {
    std::string text = "<urlset>";
    for (int i = 0; i < 200'000; ++i) text += i % 2 == 0 ? "<![CDATA[" : "<!--";
    text += "<url><loc>http://www.example.gov.cn/1</loc></url>";
    EXPECT_EQ(paths(read(text)), (Paths{"/1"}));
}

}  // namespace
}  // namespace ogi::extract
