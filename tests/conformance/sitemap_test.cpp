#include "extract/discovery/sitemap.h"
#include "tests/conformance/known_failures.h"

#include <gtest/gtest.h>

// The sitemaps of crawler-commons, each with what its tests expect to be found.
//
// Where we differ from it, and why:
// - A namespace that is not sitemaps.org's is no mistake (sitemap.badns.xml): crawler-commons has a strict
// mode that
//   refuses it.
// - Locations on other sites are left out and counted, whatever their folder; crawler-commons takes them all,
// or in
//   its strict mode those of the sitemap's folder (SitemapScope::same_folder).
// - A time without a zone is Shanghai's (item 5 of xmlRss_pubDate.xml); crawler-commons has none then.
// - A line "www.example.com/page" is no URL: crawler-commons' normaliser puts a scheme before it.
// - What images, videos, news and pagemaps say is not read, but does not disturb what is.
namespace ogi::conformance {
namespace {

using extract::SitemapKind;

struct Expectation {
    std::string_view file;
    std::string_view place;  // Where it is said to lie.
    SitemapKind kind;
    std::size_t entries;
    std::size_t with_time;
    std::string_view first;
};

constexpr Expectation expectations[] = {
    {"sitemaps/atom.xml", "http://example.org/atom.xml", SitemapKind::pages, 1, 1,
     "http://example.org/2003/12/13/atom03"},
    {"sitemaps/do-not-visit.txt", "http://www.example.com/s.txt", SitemapKind::pages, 1, 0,
     "http://www.example.com/do-not-visit-here"},
    {"sitemaps/sitemap-with-bom.txt", "http://www.domain.com/s.txt", SitemapKind::pages, 2, 0,
     "http://www.domain.com/page1.html"},
    {"sitemaps/sitemap.badns.xml", "http://www.example.com/s.xml", SitemapKind::pages, 2, 0,
     "http://www.example.com/1"},
    {"sitemaps/sitemap.index.xml", "https://example.com/s.xml", SitemapKind::index, 15, 0,
     "https://example.com/sitemap.jss?portalCode=10260&lang=en"},
    {"sitemaps/sitemap.ns.xml", "http://www.example.com/s.xml", SitemapKind::pages, 2, 0,
     "http://www.example.com/1"},
    {"sitemaps/sitemap.txt", "http://www.domain.com/s.txt", SitemapKind::pages, 2, 0,
     "http://www.domain.com/page1.html"},
    {"sitemaps/sitemap.txt.gz", "http://www.example.com/s.txt.gz", SitemapKind::pages, 5, 0,
     "http://www.example.com/"},
    {"sitemaps/xmlSitemap.gz", "http://www.example.com/s.xml.gz", SitemapKind::pages, 5, 4,
     "http://www.example.com/"},
    {"sitemaps/extension/hebdenbridgetimes-articles-sitemap.xml", "http://www.hebdenbridgetimes.co.uk/s.xml",
     SitemapKind::pages, 74, 74, ""},
    {"sitemaps/extension/pagemaps-sitemap.xml", "http://www.example.com/s.xml", SitemapKind::pages, 2, 0, ""},
    {"sitemaps/extension/shinpaideshou-news-sitemap.xml",
     "https://shinpaideshou.wordpress.com/news-sitemap.xml", SitemapKind::pages, 3, 0, ""},
    {"sitemaps/extension/sitemap-images.xml", "http://example.com/s.xml", SitemapKind::pages, 1, 0, ""},
    {"sitemaps/extension/sitemap-links.xml", "http://www.example.com/s.xml", SitemapKind::pages, 3, 0, ""},
    {"sitemaps/extension/sitemap-mobile.xml", "http://www.example.com/s.xml", SitemapKind::pages, 3, 0, ""},
    {"sitemaps/extension/sitemap-news.xml", "http://www.example.org/s.xml", SitemapKind::pages, 2, 0, ""},
    {"sitemaps/extension/sitemap-videos.xml", "http://www.example.com/s.xml", SitemapKind::pages, 3, 0, ""},
    {"sitemaps/extension/sitemap-videos-tvshow.xml", "https://example.org/s.xml", SitemapKind::pages, 1, 0,
     ""},
    {"rss/feed.rss", "https://www.example.com/index.php?feed/rss", SitemapKind::pages, 4, 1,
     "https://www.example.com/blog/post/1"},
    {"rss/xmlRss_pubDate.xml", "http://www.example.com/rss.xml", SitemapKind::pages, 7, 5,
     "http://www.example.com/article_1"},
};

TEST(SitemapsOfCrawlerCommons, AreAllRead) {
    const auto folder = suite("crawler-commons");
    if (!folder) GTEST_SKIP() << "crawler-commons' sitemaps are not on this machine";
    for (const auto& [file, place, kind, entries, with_time, first] : expectations) {
        SCOPED_TRACE(file);
        const auto body = file_text(*folder / "src/test/resources" / file);
        const auto sitemap = extract::read_sitemap(body, "", base::Url::parse(place).value());
        EXPECT_EQ(sitemap.kind, kind);
        EXPECT_EQ(sitemap.entries.size(), entries) << sitemap.out_of_scope << " out of scope";
        EXPECT_TRUE(sitemap.limits.empty());
        EXPECT_FALSE(sitemap.damaged);
        std::size_t times = 0;
        for (const auto& entry : sitemap.entries) times += entry.modified_at.has_value();
        EXPECT_EQ(times, with_time);
        if (!first.empty() && !sitemap.entries.empty()) {
            EXPECT_EQ(sitemap.entries.front().url.text(), first);
        }
    }
}

TEST(SitemapsOfCrawlerCommons, SayWhenTheirPagesChanged) {
    const auto folder = suite("crawler-commons");
    if (!folder) GTEST_SKIP() << "crawler-commons' sitemaps are not on this machine";
    const auto body = file_text(*folder / "src/test/resources/rss/xmlRss_pubDate.xml");
    const auto sitemap =
        extract::read_sitemap(body, "", base::Url::parse("http://www.example.com/rss.xml").value());
    ASSERT_EQ(sitemap.entries.size(), 7U);
    const char* times[] = {"2017-01-05T12:34:51.000Z", "2017-01-05T12:34:52.000Z", "2017-01-05T12:34:53.000Z",
                           "2017-01-05T12:34:54.000Z", "2017-01-05T05:34:55.000Z"};
    for (std::size_t i = 0; i < std::size(times); ++i)
        EXPECT_EQ(base::to_iso(sitemap.entries[i].modified_at), times[i]) << i;
    EXPECT_FALSE(sitemap.entries[5].modified_at || sitemap.entries[6].modified_at);
}

}  // namespace
}  // namespace ogi::conformance
