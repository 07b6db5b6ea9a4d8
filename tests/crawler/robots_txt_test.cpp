#include "crawler/robots_txt.h"

#include "crawler/robots_pattern.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace ogi::crawler {
namespace {

using namespace std::chrono_literals;

struct Case {
    std::string_view file;
    std::string_view path;
    bool allowed;
};

void expect_all(std::initializer_list<Case> cases, std::string_view agent = "ogid") {
    for (const auto& [file, path, allowed] : cases) {
        EXPECT_EQ(RobotsTxt::parse(file).allows(path, agent), allowed) << file << "\nasked for " << path;
    }
}

// RFC 9309 §2.2.1
TEST(RobotsTxt, TheGroupsThatNameUsReplaceTheGroupForAnybody) {
    expect_all({
        {"User-agent: *\nDisallow: /\nUser-agent: ogid\nDisallow: /a", "/b", true},
        {"User-agent: *\nDisallow: /\nUser-agent: ogid\nDisallow: /a", "/a", false},
        {"User-agent: *\nDisallow: /\n\nUser-agent: OGID/2.1 (+http://x)\nDisallow:", "/b", true},
        {"User-agent: ogid\nDisallow: /a\nUser-agent: other\nDisallow: /\nUser-agent: ogid\nDisallow: /b",
         "/b", false},
        {"User-agent: ogid\nDisallow: /a\nUser-agent: other\nDisallow: /\nUser-agent: ogid\nDisallow: /b",
         "/a", false},
        {"User-agent: ogid\nUser-agent: other\n\nDisallow: /a", "/a", false},
        {"User-agent: ogidbot\nDisallow: /", "/a", true},
        {"User-agent: og\nDisallow: /", "/a", true},
        {"User-agent: *\nDisallow: /", "/a", false},
        {"User-agent: * # all\nDisallow: /", "/a", false},
        {"User-agent: other\nDisallow: /", "/a", true},
        {"Disallow: /", "/a", true},  // Before any User-agent: nobody's.
    });
}

TEST(RobotsTxt, LinesBetweenRulesEndNoGroup) {
    expect_all({
        {"User-agent: ogid\nSitemap: http://x/s.xml\nUser-agent: other\nDisallow: /", "/a", false},
        {"User-agent: ogid\n# nothing\n\n\nDisallow: /", "/a", false},
        {"User-agent: ogid\nnonsense without end\nDisallow: /", "/a", false},
    });
}

// RFC 9309 §2.2.2
TEST(RobotsTxt, TheLongestPatternDecidesAndAllowWinsATie) {
    constexpr std::string_view nested = "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c";
    expect_all({
        {nested, "/a/x", false},
        {nested, "/a/b/x", true},
        {nested, "/a/b/c", false},
        {"User-agent: *\nDisallow: /a\nAllow: /a", "/a", true},
        {"User-agent: *\nAllow: /a\nDisallow: /a", "/a", true},
        {"User-agent: *\nDisallow: /*.htm\nAllow: /page", "/page.htm", false},
        {"User-agent: *\nDisallow:", "/a", true},
        {"User-agent: *\nDisallow: /", "/robots.txt", true},
        {"", "/a", true},
        {"User-agent: *\nDisallow: /\nAllow: /a/index.html", "/a/", true},
        {"User-agent: *\nDisallow: /\nAllow: /a/index.html", "/a/b", false},
        {"User-agent: *\nAllow: /\nDisallow: /a/index.html", "/a/", true},
    });
}

TEST(RobotsTxt, PathsAreComparedByCaseButNotByEncoding) {
    expect_all({
        {"User-agent: *\nDisallow: /Abc", "/abc", true},
        {"user-AGENT: *\nDISALLOW: /abc", "/abc", false},
        {"User-agent: *\nDisallow: /信息", "/%E4%BF%A1%E6%81%AF/x", false},
        {"User-agent: *\nDisallow: /%e4%bf%a1", "/%E4%BF%A1%E6%81%AF/x", false},
        {"User-agent: *\nDisallow: /%61%7Eb", "/a~b", false},
        {"User-agent: *\nDisallow: /a~b", "/%61%7eb", false},
        {"User-agent: *\nDisallow: /a%2Fb", "/a/b", true},
        {"User-agent: *\nDisallow: /a%2fb", "/a%2Fb", false},
        {"User-agent: *\nDisallow: /a?b=c", "/a?b=c&d", false},
        {"User-agent: *\nDisallow: /a b", "/a%20b", false},
        {"User-agent: *\nDisallow: /100%", "/100%25", false},
        {"User-agent: *\nDisallow: /\xC4\xEA\xB1\xA8", "/%C4%EA%B1%A8/x",
         false},  // GBK, as the links have it.
        {"User-agent: *\nDisallow: /\xC4\xEA\xB1\xA8", "/%E5%B9%B4%E6%8A%A5/x", true},
    });
}

// RFC 9309 §2.2.3
TEST(RobotsTxt, StarAndDollarAreSpecialUnlessEncoded) {
    expect_all({
        {"User-agent: *\nDisallow: /*.php$", "/a.php", false},
        {"User-agent: *\nDisallow: /*.php$", "/a.php?x", true},
        {"User-agent: *\nDisallow: /*.php$", "/a.php/b.php", false},
        {"User-agent: *\nDisallow: *", "/a", false},
        {"User-agent: *\nDisallow: /$", "/", false},
        {"User-agent: *\nDisallow: /$", "/a", true},
        {"User-agent: *\nDisallow: /a*b*c", "/a-b-b-c-d", false},
        {"User-agent: *\nDisallow: /a*b*c", "/a-c-b", true},
        {"User-agent: *\nDisallow: /a*$", "/abc", false},
        {"User-agent: *\nDisallow: /a%2A", "/a*", false},
        {"User-agent: *\nDisallow: /a%2A", "/ab", true},
        {"User-agent: *\nDisallow: /a%24", "/a$", false},
        {"User-agent: *\nDisallow: /a$b", "/a$b", false},
        {"User-agent: *\nDisallow: /ab*b$", "/ab", true},  // The pieces must not overlap.
    });
}

TEST(RobotsTxt, EveryLineEndAndMissingColonsAndMisspellingsAreTaken) {
    expect_all({
        {"User-agent: *\rDisallow: /a\r", "/a", false},
        {"User-agent: *\r\nDisallow: /a", "/a", false},
        {"User-agent *\nDisallow /a", "/a", false},
        {"User-agent:*\nDisallow:/a", "/a", false},
        {"useragent: *\ndissallow: /a", "/a", false},
        {"User-agent\t:\t*\nDisallow : /a\t# why", "/a", false},
        {"User-agent: *\nDisallow: /a#b", "/a", false},
    });
}

TEST(RobotsTxt, ByteOrderMarksInFrontAreDroppedAlsoEncodedOnes) {
    expect_all({
        {"\xEF\xBB\xBFUser-agent: *\nDisallow: /a", "/a", false},
        {"\xEF\xBB\xBF\xEF\xBB\xBFUser-agent: *\nDisallow: /a", "/a", false},
        {"\xC3\xAF\xC2\xBB\xC2\xBFUser-agent: *\nDisallow: /a", "/a", false},
    });
}

TEST(RobotsTxt, APageInItsPlaceAllowsEverything) {
    expect_all(
        {{"<!DOCTYPE html>\n<html><head><title>404</title>\n<a href=\"/\">home</a></html>", "/a", true}});
}

TEST(RobotsTxt, WhatLiesBehindTheLimitIsNotRead) {
    std::string file = "User-agent: *\nDisallow: /a\n";
    file += std::string(RobotsTxt::bytes_max - file.size() - 1, '#') + "\n";
    EXPECT_EQ(file.size(), RobotsTxt::bytes_max);
    file += "Disallow: /b\n";
    const auto robots = RobotsTxt::parse(file);
    EXPECT_FALSE(robots.allows("/a", "ogid"));
    EXPECT_TRUE(robots.allows("/b", "ogid"));
}

TEST(RobotsTxt, ReadsCrawlDelaysAsSecondsAndPassesOverNonsense) {
    const auto delay_of = [](std::string_view line) {
        return RobotsTxt::parse("User-agent: *\n" + std::string{line}).crawl_delay("ogid");
    };
    EXPECT_EQ(delay_of("Crawl-delay: 10"), 10s);
    EXPECT_EQ(delay_of("crawl-delay: 0.5"), 500ms);
    EXPECT_EQ(delay_of("Crawl-delay: 1e300"), 24h);
    EXPECT_EQ(delay_of("Crawl-delay: -1"), std::nullopt);
    EXPECT_EQ(delay_of("Crawl-delay: nan"), std::nullopt);
    EXPECT_EQ(delay_of("Crawl-delay: slow"), std::nullopt);
    EXPECT_EQ(delay_of("Disallow: /"), std::nullopt);
    EXPECT_EQ(RobotsTxt::parse("User-agent: other\nCrawl-delay: 9").crawl_delay("ogid"), std::nullopt);
}

TEST(RobotsTxt, KeepsSitemapsOfNoGroup) {
    const auto robots = RobotsTxt::parse("Sitemap: http://x/a.xml\nUser-agent: a\nSitemap:http://x/b.xml");
    EXPECT_EQ(robots.sitemaps(), (std::vector<std::string>{"http://x/a.xml", "http://x/b.xml"}));
}

TEST(RobotsPattern, ManyStarsStayCheap) {
    std::string pattern = "/";
    for (int i = 0; i < 4000; ++i) pattern += "a*";
    pattern += "b$";
    EXPECT_FALSE(pattern_matches(normal_pattern(pattern), "/" + std::string(4000, 'a')));
}

TEST(RobotsTxt, ReadsEveryRealFileOfTheCorpus) {
    const std::filesystem::path folder = OGI_SHARED_FOLDER "/corpus/robots";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no corpus beside the checkout";
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        std::ostringstream text;
        text << std::ifstream{entry.path()}.rdbuf();
        const auto robots = RobotsTxt::parse(text.str());
        EXPECT_FALSE(robots.allows("/2016gov/x.htm", "ogid")) << entry.path();
        EXPECT_TRUE(robots.allows("/zhengce/content/x.htm", "ogid")) << entry.path();
        EXPECT_EQ(robots.sitemaps().size(), 4u) << entry.path();
        ++files;
    }
    EXPECT_GT(files, 0);
}

}  // namespace
}  // namespace ogi::crawler
