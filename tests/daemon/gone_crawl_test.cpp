#include "report_site.h"

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

using GoneCrawl = ReportSite;

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
