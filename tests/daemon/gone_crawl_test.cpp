#include "paper_crawl.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace ogi::daemon {
namespace {

using model::FailureReason;
using model::GoneReason;
using model::VisitOutcome;
using namespace std::chrono_literals;

constexpr int first_year = 2018;
constexpr int last_year = 2023;
const std::string host = "http://a.example";

std::string url_of_year(int year) {
    return host + "/zfxxgknb/t" + std::to_string(year) + ".html";
}

std::string page_of(std::string_view title, std::string_view body) {
    return "<html><head><meta charset=utf-8><title>" + std::string{title} + "</title></head><body>" +
           std::string{body} + "</body></html>";
}

std::string report_page(int year, int regulations) {
    const auto title = "示例县财政局" + std::to_string(year) + "年政府信息公开工作年度报告";
    return page_of(
        title,
        "<h1>" + title +
            "</h1><p>一、总体情况</p><p>本局按条例要求公开政府信息。</p><p>二、主动公开政府信息情况</p>"
            "<table><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
            "<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr><tr><td>行政规范性文件</td><td>" +
            std::to_string(regulations) +
            "</td><td>0</td><td>20</td></tr></table><p>五、存在的主要问题及改进情况</p>"
            "<p>公开还不够及时。</p><p>六、其他需要报告的事项</p><p>无。</p>");
}

const std::string home_page = page_of("示例县财政局", "<p>要闻</p><p>本局召开会议，部署全年工作。</p>");

class GoneCrawl : public testing::Test {
  protected:
    GoneCrawl() : paper_{host + "/zfxxgknb/index.html"} {
        std::string list;
        for (int year = first_year; year <= last_year; ++year) {
            site().answer(url_of_year(year), 200, report_page(year, 3));
            list += "<li><a href=\"" + url_of_year(year) + "\">示例县财政局" + std::to_string(year) +
                    "年政府信息公开工作年度报告</a></li>";
        }
        site().answer(host + "/zfxxgknb/index.html", 200,
                      page_of("政府信息公开年报", "<ul>" + list + "</ul>"));
        site().answer(host + "/", 200, home_page);
        EXPECT_TRUE(paper_.crawl());
        known_ = paper_.changes().size();
        EXPECT_EQ(known_, 6U);
    }

    crawler::PaperTransport& site() { return paper_.site; }
    // Every page falls due and is visited, with whatever that leads to.
    std::vector<std::string> news_after(std::chrono::hours pause = 24h * 200) {
        paper_.after(pause);
        EXPECT_TRUE(paper_.crawl());
        auto all = paper_.changes();
        std::vector<std::string> news{all.begin() + static_cast<std::ptrdiff_t>(known_), all.end()};
        known_ = all.size();
        std::ranges::sort(news);
        return news;
    }
    model::Page page(int year) { return paper_.page(url_of_year(year)); }

    PaperCrawl paper_;
    std::size_t known_ = 0;
};

using News = std::vector<std::string>;

TEST_F(GoneCrawl, OnePageThatIsSentHomeIsWithdrawnAndRestoredWhenItIsBack) {
    site().answer(url_of_year(2021), 302, "", "/");
    EXPECT_EQ(news_after(), News{"withdrawn 示例县财政局/2021"});
    EXPECT_EQ(page(2021).gone_reason, GoneReason::sent_home);
    site().answer(url_of_year(2021), 200, report_page(2021, 3));
    EXPECT_EQ(news_after(), News{"restored 示例县财政局/2021"});
}

TEST_F(GoneCrawl, AnErrorPageWithStatus200IsToldByItsWords) {
    site().answer(url_of_year(2021), 200, page_of("提示", "<p>您访问的页面不存在或已被删除。</p>"));
    EXPECT_EQ(news_after(), News{"withdrawn 示例县财政局/2021"});
    EXPECT_EQ(page(2021).gone_reason, GoneReason::error_page);
    EXPECT_EQ(page(2021).outcome_note, "the page says: 您访问的页面不存在或已被删除。");
}

TEST_F(GoneCrawl, AnErrorPageInOtherWordsIsToldByWhatTheHostAnswersToAUrlThatCannotExist) {
    const auto odd = page_of("温馨提示", "<p>好像走错了路，试试站内搜索。</p><p>时间：10:32:05</p>");
    site().answer(url_of_year(2021), 200, odd);
    // The address is made from the page's own.
    site().asked.clear();
    EXPECT_EQ(news_after(), News{});
    const auto nowhere = std::ranges::find_if(
        site().asked, [](const std::string& url) { return url.starts_with(host + "/zfxxgknb/ogid-"); });
    ASSERT_NE(nowhere, site().asked.end());
    EXPECT_TRUE(nowhere->ends_with(".html"));
    EXPECT_EQ(page(2021).outcome,
              VisitOutcome::changed);  // There it answers 404: the page is one of its own.

    site().answer(*nowhere, 200,
                  page_of("温馨提示", "<p>好像走错了路，试试站内搜索。</p><p>时间：11:59:59</p>"));
    site().answer(url_of_year(2021), 200, odd + "<!-- rebuilt -->");
    EXPECT_EQ(news_after(), News{"withdrawn 示例县财政局/2021"});
    EXPECT_EQ(page(2021).gone_reason, GoneReason::error_page);
}

TEST_F(GoneCrawl, APageThatMerelyLacksItsTableTakesNothingAway) {
    site().answer(url_of_year(2021), 200,
                  page_of("示例县财政局2021年政府信息公开工作年度报告",
                          "<p>详见附件。</p><a href=\"/a.pdf\">附件</a>"));
    EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(page(2021).outcome, VisitOutcome::changed);
}

TEST_F(GoneCrawl, AHostThatSendsAllItsPagesHomeWithdrawsNothing) {
    for (int year = first_year; year <= last_year; ++year) site().answer(url_of_year(year), 302, "", "/");
    EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(page(2021).gone_reason, GoneReason::sent_home);
    EXPECT_NE(page(2021).outcome_note.find("held back (mass_absence)"), std::string::npos)
        << page(2021).outcome_note;
    for (int year = first_year; year <= last_year; ++year)
        site().answer(url_of_year(year), 200, report_page(year, 3));
    EXPECT_EQ(news_after(24h * 10), News{});
    EXPECT_EQ(page(2021).outcome, VisitOutcome::changed);
}

TEST_F(GoneCrawl, AHostThatAnswers404ToItsListTooWithdrawsNothingUntilThatHasLasted) {
    const auto list = host + "/zfxxgknb/index.html";
    for (int year = first_year; year <= last_year; ++year) site().answer(url_of_year(year), 404, "");
    site().answer(list, 404, "");
    EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(page(2021).gone_reason, GoneReason::not_found);
    EXPECT_NE(page(2021).outcome_note.find("held back (mass_absence): so is the list"), std::string::npos)
        << page(2021).outcome_note;
    EXPECT_EQ(news_after(24h * 10), News{});
    EXPECT_EQ(news_after(24h * 21).size(), 6U);
}

TEST_F(GoneCrawl, ReportsThatAre404WhileTheirListStandsAreWithdrawn) {
    for (int year = first_year; year <= last_year; ++year) site().answer(url_of_year(year), 404, "");
    EXPECT_EQ(news_after().size(), 6U);
}

TEST_F(GoneCrawl, ARelaunchThatLastsIsBelieved) {
    for (int year = first_year; year <= last_year; ++year) site().answer(url_of_year(year), 302, "", "/");
    EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(news_after(24h * 10), News{});
    EXPECT_EQ(news_after(24h * 21).size(), 6U);
}

TEST_F(GoneCrawl, AnOutageAndItsEndAreNoNews) {
    constexpr int first_away = 2021;  // Fewer pages than would have the whole host held.
    for (const auto reason : {FailureReason::name_not_resolved, FailureReason::timed_out,
                              FailureReason::connection_refused, FailureReason::truncated}) {
        for (int year = first_away; year <= last_year; ++year) site().fail(url_of_year(year), reason);
        EXPECT_EQ(news_after(), News{});
        EXPECT_EQ(page(2021).outcome, VisitOutcome::failed);
        EXPECT_EQ(page(2021).reason, reason);
    }
    for (const std::uint16_t status : {std::uint16_t{500}, std::uint16_t{502}, std::uint16_t{503}}) {
        for (int year = first_away; year <= last_year; ++year)
            site().answer(url_of_year(year), status, "error");
        EXPECT_EQ(news_after(), News{});
    }
    for (int year = first_away; year <= last_year; ++year)
        site().answer(url_of_year(year), 200, report_page(year, 3));
    EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(page(2021).outcome, VisitOutcome::unchanged);
}

TEST_F(GoneCrawl, MaintenanceAndAnEmptyBodyAreNoNews) {
    site().answer(url_of_year(2021), 200, page_of("公告", "<p>网站升级改造中，暂停服务。</p>"));
    site().answer(url_of_year(2022), 200, "");
    EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(page(2021).reason, FailureReason::overloaded);
    EXPECT_EQ(page(2022).reason, FailureReason::empty_body);
}

TEST_F(GoneCrawl, ABodyThatBreaksOffIsNoNews) {
    const auto whole = report_page(2021, 3);
    site().answer(url_of_year(2021), 200, whole.substr(0, whole.find("</table>")));
    EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(page(2021).reason, FailureReason::truncated);
    site().answer(url_of_year(2021), 200, whole);
    EXPECT_EQ(news_after(), News{});
}

TEST_F(GoneCrawl, AChallengeBetweenTwoLooksIsNoNews) {
    site().answer(url_of_year(2021), 412, "<meta content=\"x\" r=\"m\"><script>$_ts={}</script>");
    EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(page(2021).outcome, VisitOutcome::challenged);
    site().answer(url_of_year(2021), 200, report_page(2021, 4));
    EXPECT_EQ(news_after(), News{"revised 示例县财政局/2021"});
}

TEST_F(GoneCrawl, ARobotsFileThatNewlyForbidsIsNoNews) {
    site().answer(host + "/robots.txt", 200, "User-agent: *\nDisallow: /zfxxgknb/\n");
    EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(page(2021).outcome, VisitOutcome::disallowed);
    EXPECT_EQ(page(2021).reason, FailureReason::robots_forbid);
}

TEST_F(GoneCrawl, FromAToBAndBackAreTwoRevisions) {
    site().answer(url_of_year(2021), 200, report_page(2021, 4));
    EXPECT_EQ(news_after(), News{"revised 示例县财政局/2021"});
    site().answer(url_of_year(2021), 200, report_page(2021, 3));
    EXPECT_EQ(news_after(), News{"revised 示例县财政局/2021"});
    EXPECT_EQ(page(2021).flips, 1);
}

}  // namespace
}  // namespace ogi::daemon
