// What a crawl does with hosts: how it treats them, what it remembers of them over a restart, and its bounds.
#include "crawler/politeness.h"
#include "paper_crawl.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace ogi::daemon {
namespace {

using model::WaitReason;

std::string links(const std::vector<std::string>& targets) {
    std::string html = "<html><head><meta charset=utf-8><title>政府信息公开年报</title></head><body><ul>";
    for (const auto& target : targets)
        html += "<li><a href=\"" + target + "\">某局2021年政府信息公开工作年度报告</a></li>";
    return html + "</ul></body></html>";
}

class CrawlHosts : public testing::Test {
  protected:
    static constexpr auto list = "http://a.example/zfxxgknb/index.html";
    static constexpr auto host = "a.example:80";

    long asked(std::string_view url) const { return std::ranges::count(paper_.site.asked, url); }
    model::HostRecord record() { return paper_.small.store().host(host).value().value(); }

    PaperCrawl paper_{list};
};

TEST_F(CrawlHosts, ManyPagesOfAHostAreEachVisitedOnce) {
    std::vector<std::string> targets;
    for (int i = 0; i < 300; ++i) targets.push_back("/zfxxgknb/t" + std::to_string(i) + ".html");
    paper_.site.answer(list, 200, links(targets));
    ASSERT_TRUE(paper_.crawl());
    EXPECT_EQ(paper_.totals.visits, 301U);
    const std::set<std::string> once{paper_.site.asked.begin(), paper_.site.asked.end()};
    EXPECT_EQ(paper_.site.asked.size(), once.size());
    EXPECT_EQ(once.size(), 302U);  // With robots.txt.
    EXPECT_EQ(record().urls, 301U);
}

TEST_F(CrawlHosts, AHostThatGoesOnSaying429IsLeftAlone) {
    std::vector<std::string> targets;
    for (int i = 0; i < 30; ++i) targets.push_back("/zfxxgknb/t" + std::to_string(i) + ".html");
    paper_.site.answer(list, 200, links(targets));
    for (const auto& target : targets) paper_.site.answer("http://a.example" + target, 429);
    ASSERT_TRUE(paper_.crawl());
    EXPECT_EQ(paper_.site.asked.size(), 2U + crawler::Politeness::failures_free);  // robots.txt, the list.
}

TEST_F(CrawlHosts, AHostThatRefusesEveryPageIsHeld) {
    std::vector<std::string> targets;
    for (int i = 0; i < crawler::Politeness::refusals_free; ++i)
        targets.push_back("/zfxxgknb/t" + std::to_string(i) + ".html");
    paper_.site.answer(list, 200, links(targets));
    for (std::size_t i = 0; i < targets.size(); ++i)
        paper_.site.answer("http://a.example" + targets[i], i % 2 == 0 ? 403 : 500);
    ASSERT_TRUE(paper_.crawl());
    EXPECT_EQ(record().manners.failures, crawler::Politeness::refusals_free);
    EXPECT_EQ(record().manners.reason, model::WaitReason::failing);
}

// A kill between the two would otherwise have every host asked for it again.
TEST_F(CrawlHosts, RobotsTxtIsInTheStoreBeforeTheFirstPageIs) {
    paper_.site.answer("http://a.example/robots.txt", 200, "User-agent: *\nDisallow: /secret");
    paper_.site.answer(list, 200, links({"/zfxxgknb/t1.html"}));
    paper_.abandon_at = list;  // What comes after is not committed.
    EXPECT_FALSE(paper_.crawl());
    EXPECT_EQ(paper_.page(list).visited_at, std::nullopt);
    const auto kept = paper_.small.store().robots(host).value();
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->body, "User-agent: *\nDisallow: /secret");
    paper_.abandon_at.clear();
    ASSERT_TRUE(paper_.crawl());
    EXPECT_EQ(asked("http://a.example/robots.txt"), 1);
    EXPECT_EQ(paper_.totals.visits, 2U);
}

TEST_F(CrawlHosts, RobotsTxtIsNotFetchedAgainAfterARestartWhileItHolds) {
    paper_.site.answer("http://a.example/robots.txt", 200, "User-agent: *\nDisallow: /secret");
    paper_.site.answer(list, 500);  // So that the page is due again before the day is over.
    for (int run = 1; run <= 3; ++run) {
        ASSERT_TRUE(paper_.crawl());
        EXPECT_EQ(asked(list), run);
        EXPECT_EQ(asked("http://a.example/robots.txt"), 1);
        paper_.after(std::chrono::hours{7});
    }
    paper_.after(std::chrono::hours{4});
    ASSERT_TRUE(paper_.crawl());
    EXPECT_EQ(asked("http://a.example/robots.txt"), 2);
}

TEST_F(CrawlHosts, AHostThatAskedForPeaceHasItAfterARestart) {
    paper_.site.answer(list, 429);
    paper_.fetch.host_delay = std::chrono::milliseconds{6};
    paper_.fetch.overload_delays = 1'800'000;  // Three hours.
    ASSERT_TRUE(paper_.crawl());
    EXPECT_EQ(asked(list), 1);
    EXPECT_EQ(record().manners.reason, WaitReason::asked_to_wait);

    // The page itself would be due: its first failure is tried again after minutes.
    paper_.after(std::chrono::hours{1});
    ASSERT_TRUE(paper_.crawl());
    EXPECT_EQ(asked(list), 1);
    paper_.after(std::chrono::hours{2});
    paper_.site.answer(list, 200, links({}));
    ASSERT_TRUE(paper_.crawl());
    EXPECT_EQ(asked(list), 2);
    EXPECT_EQ(record().manners.reason, WaitReason::delay);
}

TEST_F(CrawlHosts, AHostWithoutAnswerIsNotAskedForEachOfItsPages) {
    std::vector<std::string> targets;
    for (int i = 0; i < 50; ++i) {
        targets.push_back("http://a.example/zfxxgknb/t" + std::to_string(i) + ".html");
        paper_.site.fail(targets.back(), model::FailureReason::timed_out);
    }
    paper_.site.answer(list, 200, links(targets));
    ASSERT_TRUE(paper_.crawl());
    EXPECT_EQ(paper_.totals.failed, static_cast<std::size_t>(crawler::Politeness::failures_free));
    EXPECT_EQ(record().manners.reason, WaitReason::failing);
    // They are still due, and visited when the host is back.
    for (const auto& target : targets) paper_.site.answer(target, 200, links({}));
    paper_.after(std::chrono::hours{24});
    ASSERT_TRUE(paper_.crawl());
    for (const auto& target : targets) EXPECT_GE(asked(target), 1) << target;
}

TEST_F(CrawlHosts, LinksBeyondTheBoundsAreCountedAndNotVisited) {
    paper_.settings.bounds.host_urls_max = 3;
    paper_.site.answer(
        list, 200,
        links({"/zfxxgknb/1.html", "/zfxxgknb/2.html", "/zfxxgknb/3.html", "/zfxxgknb/a/b/a/b/a/b/4.html"}));
    ASSERT_TRUE(paper_.crawl());
    EXPECT_EQ(record().urls, 3U);
    EXPECT_EQ(record().refused_host_full, 1U);
    EXPECT_EQ(record().refused_trap, 1U);
    EXPECT_EQ(paper_.totals.visits, 3U);
}

TEST_F(CrawlHosts, PagesOfASourceThatIsNotConfiguredAnyMoreAreLeftAlone) {
    paper_.site.answer(list, 200, links({"/zfxxgknb/1.html"}));
    ASSERT_TRUE(paper_.crawl());
    const auto asked_before = paper_.site.asked.size();
    paper_.sources = {{"another", {base::Url::parse("http://b.example/").value()}, ""}};
    paper_.after(std::chrono::hours{24 * 500});
    ASSERT_TRUE(paper_.crawl());
    EXPECT_EQ(paper_.site.asked.size(), asked_before);
    EXPECT_EQ(paper_.page(list).due_at, storage::due_never);
    EXPECT_EQ(paper_.small.store().next_due().value(), std::nullopt);
}

}  // namespace
}  // namespace ogi::daemon
