#include "paper_crawl.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace ogi::daemon {
namespace {

std::string list_page(std::initializer_list<int> years) {
    std::string html = "<html><head><meta charset=utf-8><title>政府信息公开年报</title></head><body><ul>";
    for (const int year : years) {
        const auto y = std::to_string(year);
        html += "<li><a href=\"/zfxxgknb/t" + y + ".html\">示例县财政局" + y +
                "年政府信息公开工作年度报告</a></li>";
    }
    return html + "</ul></body></html>";
}

std::string report_page(int year, int regulations) {
    const auto y = std::to_string(year);
    return "<html><head><meta charset=utf-8><title>示例县财政局" + y +
           "年政府信息公开工作年度报告</title></head><body><h1>示例县财政局" + y +
           "年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>本局按条例要求公开政府信息。</p>"
           "<p>二、主动公开政府信息情况</p><table><tr><td>信息内容</td><td>本年制发件数</"
           "td><td>本年废止件数</td>"
           "<td>现行有效件数</td></tr><tr><td>规章</td><td>0</td><td>0</td><td>0</td></"
           "tr><tr><td>行政规范性文件</td><td>" +
           std::to_string(regulations) +
           "</td><td>0</td><td>20</td></tr></table><p>五、存在的主要问题及改进情况</p><p>公开还不够及时。</p>"
           "<p>六、其他需要报告的事项</p><p>无。</p></body></html>";
}

class CrawlTest : public testing::Test {
  protected:
    CrawlTest() : paper_{"http://a.example/zfxxgknb/index.html"} {
        site_.answer("http://a.example/zfxxgknb/index.html", 200, list_page({2021, 2022}));
        site_.answer("http://a.example/zfxxgknb/t2021.html", 200, report_page(2021, 3));
        site_.answer("http://a.example/zfxxgknb/t2022.html", 200, report_page(2022, 4));
    }
    base::Result<void> crawl() { return paper_.crawl(); }
    std::vector<std::string> changes() { return paper_.changes(); }
    void after(std::chrono::hours pause) { paper_.after(pause); }

    PaperCrawl paper_;
    crawler::PaperTransport& site_ = paper_.site;
    SmallStore& small_ = paper_.small;
    CrawlTotals& totals_ = paper_.totals;
};

TEST_F(CrawlTest, FollowsAListToItsReports) {
    ASSERT_TRUE(crawl());
    EXPECT_EQ(totals_.visits, 3U);
    EXPECT_EQ(totals_.changes, 2U);
    auto found = changes();
    std::ranges::sort(found);
    EXPECT_EQ(found, (std::vector<std::string>{"added 示例县财政局/2021", "added 示例县财政局/2022"}));
    const auto page = small_.store().page(base::Url::parse("http://a.example/zfxxgknb/t2022.html").value());
    EXPECT_EQ(page.value().value().reports.at(0).year, 2022);
}

TEST_F(CrawlTest, FetchesNothingWhereNothingIsDue) {
    ASSERT_TRUE(crawl());
    site_.asked.clear();
    ASSERT_TRUE(crawl());
    EXPECT_TRUE(site_.asked.empty());
    EXPECT_EQ(totals_.visits, 0U);
}

TEST_F(CrawlTest, ARecrawlOfAnUnchangedSiteRecordsNoChange) {
    ASSERT_TRUE(crawl());
    after(std::chrono::hours{24 * 60});
    ASSERT_TRUE(crawl());
    EXPECT_EQ(totals_.visits, 3U);
    EXPECT_EQ(totals_.unchanged, 3U);
    EXPECT_EQ(changes().size(), 2U);
}

TEST_F(CrawlTest, AChangedFigureAndAPageThatIsGoneAreTwoChanges) {
    ASSERT_TRUE(crawl());
    site_.answer("http://a.example/zfxxgknb/t2021.html", 200, report_page(2021, 5));
    site_.answer("http://a.example/zfxxgknb/t2022.html", 404);
    after(std::chrono::hours{24 * 60});
    ASSERT_TRUE(crawl());
    auto found = changes();
    ASSERT_EQ(found.size(), 4U);
    std::sort(found.begin() + 2, found.end());
    EXPECT_EQ(found[2], "revised 示例县财政局/2021");
    EXPECT_EQ(found[3], "withdrawn 示例县财政局/2022");
    EXPECT_EQ(totals_.gone, 2U);  // Two looks.
}

TEST_F(CrawlTest, APageThatIsRefusedIsAFailureAndNoError) {
    site_.fail("http://a.example/zfxxgknb/t2022.html", model::FailureReason::timed_out);
    ASSERT_TRUE(crawl());
    EXPECT_EQ(totals_.failed, 1U);
    EXPECT_EQ(changes(), std::vector<std::string>{"added 示例县财政局/2021"});
}

TEST_F(CrawlTest, AStoreThatFailsEndsTheRunWithItsError) {
    small_.make_read_only();
    const auto failed = crawl();
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, base::ErrorCode::usage);
    EXPECT_EQ(totals_.visits, 0U);
    // Only the one page: nothing more is asked of a server when what it says cannot be kept.
    EXPECT_EQ(std::ranges::count(site_.asked, "http://a.example/zfxxgknb/index.html"), 1);
    EXPECT_EQ(std::ranges::count(site_.asked, "http://a.example/zfxxgknb/t2021.html"), 0);
}

TEST_F(CrawlTest, AReportThatThePageShowsNoMoreIsWithdrawnInTheSameRun) {
    ASSERT_TRUE(crawl());
    site_.answer("http://a.example/zfxxgknb/t2021.html", 200, report_page(2023, 5));
    after(std::chrono::hours{24 * 60});
    ASSERT_TRUE(crawl());
    const auto found = changes();
    ASSERT_EQ(found.size(), 4U);
    EXPECT_EQ(found[2], "added 示例县财政局/2023");
    EXPECT_EQ(found[3], "withdrawn 示例县财政局/2021");
}

}  // namespace
}  // namespace ogi::daemon
