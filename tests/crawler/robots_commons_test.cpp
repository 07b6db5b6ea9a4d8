// What crawler-commons expects of its robots.txt files, which lie beside the checkout, and of the examples of
// RFC 9309 among them.
//
// Where we differ from it, and why:
// - "User-agent: one two" and "one, two" name "one" only: a line has one product token (RFC 9309 §2.2.1).
//   crawler-commons takes every word in its mode of partial matching.
// - A User-Agent header ("Mozilla allowbot1 99.9") is nobody's name here: we ask by our product token.
// - Names hold no digits (the same section): "bot1" of a file is read as "bota" here, so that its cases
// count.
// - A Crawl-delay above its limit of 300 s has crawler-commons forbid all. Here it is handed on as it is, and
//   politeness decides.
#include "crawler/robots_txt.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace ogi::crawler {
namespace {

using namespace std::chrono_literals;

struct FileCase {
    std::string_view file;
    std::string_view agent;
    std::string_view path;
    bool allowed;
};

constexpr FileCase file_cases[] = {
    {"rfc9309-example-simple-robots", "foobot", "/example/page.html", true},
    {"rfc9309-example-simple-robots", "foobot", "/example/allowed.gif", true},
    {"rfc9309-example-simple-robots", "foobot", "/", false},
    {"rfc9309-example-simple-robots", "foobot", "/path/index.html", false},
    {"rfc9309-example-simple-robots", "barbot", "/", true},
    {"rfc9309-example-simple-robots", "barbot", "/example/page.html", false},
    {"rfc9309-example-simple-robots", "bazbot", "/", true},
    {"rfc9309-example-simple-robots", "bazbot", "/example/page.html", false},
    {"rfc9309-example-simple-robots", "quxbot", "/", true},
    {"rfc9309-example-simple-robots", "quxbot", "/example/page.html", true},
    {"rfc9309-example-simple-robots", "other", "/publications/doc1.html", true},
    {"rfc9309-example-simple-robots", "other", "/example/page.html", false},
    {"rfc9309-example-simple-robots", "other", "/example.gif", false},
    {"rfc9309-example-simple-robots", "other", "/", true},
    {"rfc9309-example-longest-match-robots", "foobot", "/example/page/", true},
    {"rfc9309-example-longest-match-robots", "foobot", "/example/page/index.html", true},
    {"rfc9309-example-longest-match-robots", "foobot", "/example/page/disallowed.gif", false},
    {"rfc9309-example-longest-match-robots", "foobot", "/", true},
    {"rfc9309-example-rule-group-merging", "examplebot", "/foo", false},
    {"rfc9309-example-rule-group-merging", "examplebot", "/bar", false},
    {"rfc9309-example-rule-group-merging", "examplebot", "/baz", false},
    {"rfc9309-example-rule-group-merging", "examplebot", "/", true},
    {"rfc9309-example-rule-group-merging", "other", "/foo", false},
    {"rfc9309-example-rule-group-merging", "other", "/bar", false},
    {"rfc9309-example-rule-group-merging", "other", "/baz", true},
    {"rfc9309-example-rule-group-merging", "bazbot", "/foo", true},
    {"rfc9309-example-rule-group-merging", "bazbot", "/bar", true},
    {"rfc9309-example-rule-group-merging", "bazbot", "/baz", false},
    {"robots-with-utf8-bom", "foobot", "/profile", false},
    {"robots-with-utf16le-bom", "foobot", "/profile", false},
    {"robots-with-utf16be-bom", "foobot", "/profile", false},
    {"robots-with-utf16be-bom", "foobot", "/page", true},
    {"www.flot.com-robots", "foobot", "/img/", false},
    {"directive-typos-robots", "bota", "/desallow/", false},
    {"directive-typos-robots", "bota", "/dissalow/", false},
    {"directive-typos-robots", "botb", "/useragent/", false},
    {"directive-typos-robots", "botc", "/useg-agent/", false},
    {"directive-typos-robots", "botd", "/useragent-no-colon/", false},
    {"format-errors-robots", "bota", "/whitespace-before-colon/", false},
    {"format-errors-robots", "bota", "/no-colon/", false},
    {"format-errors-robots", "botb", "/no-colon-useragent/", false},
    {"format-errors-robots", "botc", "/whitespace-before-colon/", true},
    {"many-user-agents", "wget", "/", false},
    {"many-user-agents", "other", "/", true},
    {"many-user-agents", "other", "/bot-trap/", false},
    {"merge-rules", "wget", "/foo/bar/bar.txt", true},
    {"merge-rules", "wget", "/tmp/bar/bar.txt", false},
    {"merge-rules", "wget", "/chk/bar/bar.txt", true},
    {"precedence-of-rules", "wget", "/", true},
    {"precedence-of-rules", "wget", "/foo/bar", true},
    {"precedence-of-rules", "wget", "/bar/foo", false},
    {"precedence-of-rules", "testy", "/", true},
    {"precedence-of-rules", "testy", "/foo/bar", true},
    {"precedence-of-rules", "testy", "/foo/blue", false},
    {"precedence-of-rules", "testy", "/foo/", false},
    {"precedence-of-rules", "testy", "/foo/tar", false},
    {"malformed-path", "bota", "/wiki/Wikipedia_talk:Mediation_Committee/", false},
    {"malformed-path", "bota", "/wiki/", true},
    {"dos-line-endings", "bota", "/", true},
    {"wildcards", "anybot", "/wishlist/bogus", false},
    {"wildcards", "anybot", "/wishlist/universal/page", true},
    {"wildcards", "anybot", "/anydirectoryhere/gcrnsts", false},
    {"crawl-delay-group-merging", "mybot", "/private/", false},
    {"crawl-delay-group-merging", "mybot", "/login/", true},
    {"crawl-delay-group-merging", "yourbot", "/private/", false},
    {"crawl-delay-group-merging", "yourbot", "/login/", false},
    {"crawl-delay-group-merging", "other", "/private/", true},
    {"extensions-group-merging", "mybot", "/private/", false},
    {"extensions-group-merging", "mybot", "/", true},
    {"extensions-group-merging", "other", "/", false},
    {"extensions-group-merging", "other", "/llms.txt", true},
    {"twitter.com-robots", "other", "/page?x", false},
    {"twitter.com-robots", "other", "/page", true},
};

struct DelayCase {
    std::string_view file;
    std::string_view agent;
    std::optional<std::chrono::milliseconds> delay;
};

constexpr DelayCase delay_cases[] = {
    {"crawl-delay-group-merging", "mybot", 10s}, {"crawl-delay-group-merging", "yourbot", std::nullopt},
    {"crawl-delay-group-merging", "other", 30s}, {"dos-line-endings", "bota", 1s},
    {"astore.amazon.com-robots", "anybot", 5s},  {"twitter.com-robots", "googlebot", std::nullopt},
    {"twitter.com-robots", "msnbot", 10s},       {"twitter.com-robots", "anybot", std::nullopt},
};

struct SitemapCase {
    std::string_view file;
    std::vector<std::string> sitemaps;
};

const SitemapCase sitemap_cases[] = {
    {"sitemap-robots", {"http://domain.com/sitemap.xml", "http://domain.com/dir/MixedCased-sitemap.xml"}},
    {"sitemap-robots-dedup", {"http://example.org/sitemap.xml"}},
    {"relative-sitemap-robots", {"/sitemap.xml"}},
};

class RobotsOfCrawlerCommons : public testing::Test {
  protected:
    void SetUp() override {
        if (!std::filesystem::exists(folder_)) GTEST_SKIP() << "no crawler-commons beside the checkout";
    }
    RobotsTxt read(std::string_view file) const {
        const auto path = folder_ / (std::string{file} + ".txt");
        if (!std::filesystem::exists(path)) ADD_FAILURE() << path << " is missing";
        std::ostringstream text;
        text << std::ifstream{path, std::ios::binary}.rdbuf();
        return RobotsTxt::parse(without_digits(text.str()));
    }

  private:
    static std::string without_digits(std::string text) {
        for (auto at = text.find("bot"); at != std::string::npos; at = text.find("bot", at + 1)) {
            auto& next = text[at + 3];
            if (next >= '1' && next <= '4') next = static_cast<char>(next - '1' + 'a');
        }
        return text;
    }

    std::filesystem::path folder_ = OGI_SHARED_FOLDER "/suites/crawler-commons/src/test/resources/robots";
};

TEST_F(RobotsOfCrawlerCommons, AllowWhatIsExpected) {
    for (const auto& [file, agent, path, allowed] : file_cases)
        EXPECT_EQ(read(file).allows(path, agent), allowed) << file << ": " << agent << " " << path;
}

TEST_F(RobotsOfCrawlerCommons, AskForTheExpectedDelays) {
    for (const auto& [file, agent, delay] : delay_cases)
        EXPECT_EQ(read(file).crawl_delay(agent), delay) << file << ": " << agent;
}

TEST_F(RobotsOfCrawlerCommons, NameTheirSitemaps) {
    for (const auto& [file, sitemaps] : sitemap_cases) EXPECT_EQ(read(file).sitemaps(), sitemaps) << file;
}

struct PathCase {
    std::string_view disallowed;
    std::string_view path;
    bool allowed;
};

// With "Allow: /" beside each.
constexpr PathCase path_cases[] = {
    {"/fish", "/fish", false},
    {"/fish", "/fish.html", false},
    {"/fish", "/fish/salmon.html", false},
    {"/fish", "/fishheads/yummy.html", false},
    {"/fish", "/fish.php?id=anything", false},
    {"/fish", "/Fish.asp", true},
    {"/fish", "/catfish", true},
    {"/fish", "/?id=fish", true},
    {"/fish*", "/fishheads", false},
    {"/fish*", "/fis", true},
    {"/fish/", "/fish/?id=anything", false},
    {"/fish/", "/fish", true},
    {"/fish/", "/fish.html", true},
    {"/*.php", "/folder/any.php.file.html", false},
    {"/*.php", "/filename.php/", false},
    {"/*.php", "/windows.PHP", true},
    {"/*.php$", "/folder/filename.php", false},
    {"/*.php$", "/filename.php?parameters", true},
    {"/*.php$", "/filename.php5", true},
    {"/fish*.php", "/fishheads/catfish.php?parameters", false},
    {"/fish*.php", "/Fish.PHP", true},
    {"/*fish*.php", "/superfishheads/catfish.php?parameters", false},
    {"/*fish*.php", "/fishheads/catfish.htm", true},
    {"/index.cfm?fuseaction=search.results*", "/index.cfm?fuseaction=search.results&type=x", false},
    {"/*%20", "/", true},
    {"/*%20", "/foobar%20/", false},
    {"/*%20", "/foobar/", true},
    {"/*%2F*", "/path/index.html", true},
    {"/*%2F*", "/topic/9%2F11/index.html", false},
    {"/topic/9%2F11/", "/topic/9%2f11/index.html", false},
    {"/q?*mime=application%2Fpdf", "/q?mime=application%2Fpdf", false},
    {"/$", "/", false},
    {"/$", "/foobar", true},
    {"/%24", "/", true},
    {"/%24", "/%24100", false},
    {"/%24", "/$100", false},
    {"/search/%2A/", "/search/foobar/", true},
    {"/search/%2A/", "/search/%2a/", false},
    {"/search/%2a/", "/search/*/", false},
    {"/search/*/", "/search/foobar/", false},
    {"/foo/bar?baz=quz", "/foo/bar?baz=quz", false},
    {"/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https://foo.bar", false},
    {"/foo/bar?baz=https%3A%2F%2Ffoo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar", false},
    {"/foo/bar/ツ", "/foo/bar/%E3%83%84", false},
    {"/foo/bar/%E3%83%84", "/foo/bar/%E3%83%84", false},
    {"/foo/bar/%62%61%7A", "/foo/bar/baz", false},
    {"/path/file-with-a-%2A.html", "/path/file-with-a-*.html", false},
    {"/path/file-with-a-%2A.html", "/path/file-with-a-foo.html", true},
    {"/path/foo-%24", "/path/foo-$", false},
    {"/path/foo-%24", "/path/foo-", true},
    {"/b\xC3\xBC"
     "cher/",
     "/b%C3%BCcher/book1.html", false},
    {"/b\xFC"
     "cher/",
     "/b%C3%BCcher/book1.html", true},  // Latin-1 is other bytes.
};

TEST(RobotsPathsOfCrawlerCommons, AreAllowedAsExpected) {
    for (const auto& [disallowed, path, allowed] : path_cases) {
        const auto robots =
            RobotsTxt::parse("User-agent: *\r\nDisallow: " + std::string{disallowed} + "\r\nAllow: /");
        EXPECT_EQ(robots.allows(path, "mybot"), allowed) << disallowed << " and " << path;
    }
}

// The example of the draft of 1996 with line ends of every kind, as crawler-commons has it.
TEST(RobotsLinesOfCrawlerCommons, EndAnyWay) {
    const auto robots = RobotsTxt::parse(
        "# robots.txt\r\n# comments\n\rUser-agent: unhipbot\nDisallow: /\r\r\n"
        "User-agent: webcrawler\nUser-agent: excite\rDisallow: \xC2\x85\r"
        "User-agent: *\r\nDisallow: /org/plans.html\nAllow: /org/\rAllow: /serv\r\n"
        "Allow: /~mak\nDisallow: /\r\n");
    EXPECT_FALSE(robots.allows("/", "UnhipBot/0.1"));
    EXPECT_TRUE(robots.allows("/robots.txt", "UnhipBot/0.1"));
    EXPECT_TRUE(robots.allows("/org/plans.html", "WebCrawler/3.0"));
    EXPECT_TRUE(robots.allows("/", "excite"));
    EXPECT_FALSE(robots.allows("/", "other"));
    EXPECT_TRUE(robots.allows("/services/fast.html", "other"));
    EXPECT_FALSE(robots.allows("/orgo.gif", "other"));
    EXPECT_TRUE(robots.allows("/org/about.html", "other"));
    EXPECT_FALSE(robots.allows("/org/plans.html", "other"));
    EXPECT_FALSE(robots.allows("/%7Ejim/jim.html", "other"));
    EXPECT_TRUE(robots.allows("/%7Emak/mak.html", "other"));
}

TEST(RobotsLinesOfCrawlerCommons, MayStandInAPage) {
    const auto robots = RobotsTxt::parse(
        "<!DOCTYPE HTML><HTML>\n<BODY>\nUser-agent: mybot<BR>\nDisallow: <BR>\n"
        "Crawl-Delay: 10<BR>\n\nUser-agent: *<BR>\nDisallow: /<BR>\nCrawl-Delay: 30<BR>\n");
    EXPECT_TRUE(robots.allows("/index.html", "mybot"));
    EXPECT_EQ(robots.crawl_delay("mybot"), 10s);
    EXPECT_FALSE(robots.allows("/index.html", "other"));
    EXPECT_EQ(robots.crawl_delay("other"), 30s);
}

TEST(RobotsLinesOfCrawlerCommons, SayADelayToThoseRightAboveIt) {
    const auto robots = RobotsTxt::parse(
        "User-Agent: bingbot\r\nCrawl-delay: 1\r\n\r\nUser-Agent: msnbot\r\n"
        "User-Agent: slurp\r\nCrawl-delay: 2\r\n\r\nUser-agent: *\r\nDisallow: /login\r\n"
        "Sitemap: http://www.example.com/sitemap.xml\r\nDisallow: /assets/");
    EXPECT_EQ(robots.crawl_delay("bingbot"), 1s);
    EXPECT_EQ(robots.crawl_delay("msnbot"), 2s);
    EXPECT_EQ(robots.crawl_delay("slurp"), 2s);
    EXPECT_EQ(robots.crawl_delay("other"), std::nullopt);
    for (const auto* agent : {"bingbot", "msnbot", "slurp", "other"}) {
        EXPECT_FALSE(robots.allows("/login", agent)) << agent;
        EXPECT_FALSE(robots.allows("/assets/", agent)) << agent;
        EXPECT_TRUE(robots.allows("/", agent)) << agent;
    }
}

}  // namespace
}  // namespace ogi::crawler
