#include "model/names.h"
#include "report_site.h"

#include <gtest/gtest.h>

#include <string>

// What a page shows is not always what became of its report.
namespace ogi::daemon {
namespace {

using model::Doubt;
using model::FailureReason;
using model::GoneReason;
using model::VisitOutcome;
using namespace std::chrono_literals;

constexpr std::string_view wrong_way = "<p>好像走错了路，试试站内搜索。</p>";

class SuspectCrawl : public ReportSite {
  protected:
    SuspectCrawl() { confirm(24h); }

    void confirm(std::chrono::seconds pause) { paper_.settings.decide.revisit.withdrawal_confirm = pause; }
    // Comes without a length, over a connection that is closed.
    void answer_open_ended(int year, std::string body) {
        site().answer(url_of_year(year), 200, std::move(body));
        site().answers.at(url_of_year(year))->open_ended = true;
    }
    std::string doubts(int year) {
        std::string names;
        const auto suspect = page(year).suspect;
        if (!suspect) return "none";
        for (const auto doubt : suspect->doubts)
            names += (names.empty() ? "" : " ") + std::string{model::name_of(doubt)};
        return names;
    }
    std::size_t suspects() { return paper_.small.store().suspects().value(); }
    std::string half(int year) {
        const auto whole = report_page(year, 3);
        return whole.substr(0, whole.find("六、其他需要"));
    }
};

TEST_F(SuspectCrawl, AFirstBodyThatMayBeCutOffIsNotBelievedBeforeItCameWhole) {
    answer_open_ended(2024, half(2024));
    list(first_year, 2024);
    EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(doubts(2024), "cut_off");
    EXPECT_EQ(page(2024).outcome, VisitOutcome::failed);
    EXPECT_EQ(page(2024).reason, FailureReason::truncated);
    EXPECT_EQ(suspects(), 1U);
    // What was held is in the store.
    EXPECT_TRUE(paper_.small.store().body(page(2024).suspect->snapshot).value());
    answer_open_ended(2024, report_page(2024, 3));
    EXPECT_EQ(news_after(1h), News{"added 示例县财政局/2024"});
    EXPECT_EQ(doubts(2024), "none");
    EXPECT_EQ(suspects(), 0U);
}

TEST_F(SuspectCrawl, APageThatIsWrittenWithoutAnEndIsBelievedWhenItComesTwice) {
    auto endless = report_page(2024, 3);
    endless.resize(endless.find("</body>"));
    answer_open_ended(2024, endless);
    list(first_year, 2024);
    EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(news_after(1h), News{"added 示例县财政局/2024"});
    // It is cut off, once: of a page without an end nobody can tell but by what is missing.
    answer_open_ended(2024, half(2024));
    EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(doubts(2024), "cut_short");
    answer_open_ended(2024, endless);
    EXPECT_EQ(news_after(24h), News{});
    EXPECT_EQ(doubts(2024), "none");
}

TEST_F(SuspectCrawl, ATableThatLosesMostFiguresOnceIsNoNews) {
    auto loading = report_page(2021, 3);
    constexpr std::string_view zero = "<td>0</td>";
    for (auto at = loading.find(zero); at != loading.npos; at = loading.find(zero))
        loading.replace(at, zero.size(), "<td></td>");
    site().answer(url_of_year(2021), 200, loading);
    EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(doubts(2021), "figures_lost");
    EXPECT_EQ(page(2021).outcome, VisitOutcome::changed);
    site().answer(url_of_year(2021), 200, report_page(2021, 3));
    EXPECT_EQ(news_after(24h), News{});
    EXPECT_EQ(doubts(2021), "none");
    EXPECT_EQ(page(2021).outcome, VisitOutcome::unchanged);

    site().answer(url_of_year(2021), 200, loading);
    EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(news_after(24h), News{"revised 示例县财政局/2021"});
}

TEST_F(SuspectCrawl, AnotherAgencysReportIsNoNewsUntilItStays) {
    auto wrong = report_page(2021, 3);
    for (auto at = wrong.find("财政局"); at != wrong.npos; at = wrong.find("财政局", at))
        wrong.replace(at, std::string_view{"财政局"}.size(), "民政局");
    site().answer(url_of_year(2021), 200, wrong);
    EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(doubts(2021), "other_report");
    EXPECT_EQ(news_after(24h), (News{"added 示例县民政局/2021", "withdrawn 示例县财政局/2021"}));
    EXPECT_EQ(doubts(2021), "none");
}

TEST_F(SuspectCrawl, ContentsThatComeAndGoAreTwoChangesAndThenSilence) {
    const auto look = [&](int regulations, std::chrono::hours pause = 48h) {
        site().answer(url_of_year(2021), 200, report_page(2021, regulations));
        return news_of_look(2021, pause);
    };
    const News revised{"revised 示例县财政局/2021"};
    EXPECT_EQ(look(4), revised);
    EXPECT_EQ(look(3), revised);
    for (int round = 0; round < 5; ++round) {
        EXPECT_EQ(look(4), News{}) << round;
        EXPECT_EQ(doubts(2021), "flapping");
        EXPECT_NE(page(2021).outcome_note.find("flapping"), std::string::npos);
        EXPECT_EQ(look(3), News{}) << round;
        EXPECT_EQ(doubts(2021), "none");
        EXPECT_NE(page(2021).outcome_note.find("flapping"), std::string::npos);
    }
    // It stays.
    EXPECT_EQ(look(4), News{});
    EXPECT_EQ(look(4), News{});
    EXPECT_EQ(look(4), revised);
    // Long after, a change is a change.
    EXPECT_EQ(look(3, 24h * 100), revised);
}

TEST_F(SuspectCrawl, ReplicasThatShowEarlierStatesInTurnMakeNoRevisions) {
    const auto look = [&](int regulations) {
        site().answer(url_of_year(2021), 200, report_page(2021, regulations));
        return news_of_look(2021, 48h);
    };
    const News revised{"revised 示例县财政局/2021"};
    EXPECT_EQ(look(4), revised);
    EXPECT_EQ(look(5), revised);
    // Three replicas, of which two were forgotten.
    for (int round = 0; round < 4; ++round) {
        EXPECT_EQ(look(3), News{}) << round;
        EXPECT_EQ(look(4), News{}) << round;
        EXPECT_EQ(look(5), News{}) << round;
    }
    EXPECT_EQ(doubts(2021), "none");
    // What it said first stays this time: the agency put it back.
    EXPECT_EQ(look(3), News{});
    EXPECT_EQ(doubts(2021), "stale_replica");
    EXPECT_EQ(look(3), revised);
    EXPECT_EQ(look(3), News{});
    // Something new is told at once.
    EXPECT_EQ(look(7), revised);
}

TEST_F(SuspectCrawl, APageRetitledToTheNextYearIsToldWhenItStaysAndAtOnceWhereItsFiguresAreNew) {
    const auto under = [](int year, int regulations) {
        auto page = report_page(2023, regulations);
        for (auto at = page.find("2023"); at != page.npos; at = page.find("2023", at + 1))
            page.replace(at, 4, std::to_string(year));
        return page;
    };
    site().answer(url_of_year(2023), 200, under(2024, 3));
    EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(doubts(2023), "same_figures");
    site().answer(url_of_year(2023), 200, under(2023, 3));
    EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(doubts(2023), "none");
    site().answer(url_of_year(2023), 200, under(2024, 9));
    EXPECT_EQ(news_after(), News{"added 示例县财政局/2024"});
    EXPECT_EQ(news_after(24h), News{"withdrawn 示例县财政局/2023"});
    site().answer(url_of_year(2023), 200, under(2025, 9));
    EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(news_after(24h), (News{"added 示例县财政局/2025", "withdrawn 示例县财政局/2024"}));
}

TEST_F(SuspectCrawl, An404ThatSpeaksOfMaintenanceOrAWallIsNotGone) {
    confirm(0s);
    const auto notice = page_of("提示", "<p>系统维护中，请稍后再试</p>");
    for (int year = first_year; year <= last_year; ++year) site().answer(url_of_year(year), 404, notice);
    site().answer(url_of_year(2020), 410, page_of("提示", "<p>请求已被防火墙拦截</p>"));
    EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(page(2021).outcome, VisitOutcome::failed);
    EXPECT_EQ(page(2021).reason, FailureReason::overloaded);
    EXPECT_EQ(page(2021).outcome_note,
              "the server answers HTTP 404, but the page says: 系统维护中，请稍后再试");
    EXPECT_EQ(page(2020).outcome, VisitOutcome::challenged);
    EXPECT_EQ(news_after(), News{});
    site().answer(url_of_year(2021), 404, page_of("404", "<p>您访问的页面不存在，请稍后再试</p>"));
    EXPECT_EQ(news_after(), News{"withdrawn 示例县财政局/2021"});
}

TEST_F(SuspectCrawl, APageThatAsksForALoginIsNotWithdrawn) {
    confirm(0s);
    site().answer(url_of_year(2021), 302, "", "/sso/login?next=1");
    site().answer(host + "/sso/login?next=1", 200, page_of("统一身份认证", "<p>用户名</p>"));
    for (int look = 0; look < 3; ++look) EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(page(2021).outcome, VisitOutcome::challenged);
}

TEST_F(SuspectCrawl, AnAbsenceIsInDoubtUntilItIsConfirmed) {
    site().answer(url_of_year(2021), 404, "");
    EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(doubts(2021), "away");
    EXPECT_EQ(news_after(24h), News{"withdrawn 示例县财政局/2021"});
    EXPECT_EQ(doubts(2021), "none");
    EXPECT_EQ(suspects(), 0U);
}

TEST_F(SuspectCrawl, TheHomePageInPlaceOfAReportIsAWithdrawal) {
    site().answer(url_of_year(2021), 200, home_page());
    EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(doubts(2021), "away");
    EXPECT_EQ(page(2021).outcome, VisitOutcome::gone);
    EXPECT_EQ(page(2021).gone_reason, GoneReason::sent_home);
    EXPECT_EQ(news_after(24h), News{"withdrawn 示例县财政局/2021"});
    site().answer(url_of_year(2021), 200, report_page(2021, 3));
    EXPECT_EQ(news_after(), News{"restored 示例县财政局/2021"});
}

TEST_F(SuspectCrawl, WhatTwoFormerReportsShowAlikeIsAnErrorPageInWhateverWords) {
    confirm(0s);
    for (const int year : {2019, 2021}) site().answer(url_of_year(year), 200, page_of("提示", wrong_way));
    News news;
    for (int look = 0; look < 3; ++look) {
        for (auto& entry : news_after()) news.push_back(entry);
    }
    std::ranges::sort(news);
    EXPECT_EQ(news, (News{"withdrawn 示例县财政局/2019", "withdrawn 示例县财政局/2021"}));
    EXPECT_EQ(page(2019).gone_reason, GoneReason::error_page);
}

TEST_F(SuspectCrawl, ReportsThatMovedIntoAttachmentsLookAlikeAndAreNotWithdrawn) {
    confirm(0s);
    for (const int year : {2019, 2021}) {
        site().answer(url_of_year(year), 200,
                      page_of("示例县财政局" + std::to_string(year) + "年政府信息公开工作年度报告",
                              "<p>详见附件。</p><a href=\"/a.pdf\">附件</a>"));
    }
    for (int look = 0; look < 4; ++look) EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(doubts(2019), "no_report");
    EXPECT_EQ(doubts(2021), "no_report");
}

TEST_F(SuspectCrawl, AStrangePageIsDoubtedWhileItsListNamesItAndWithdrawnWhenItDoesNot) {
    site().answer(url_of_year(2021), 200, page_of("提示", wrong_way));
    for (int look = 0; look < 3; ++look) {
        EXPECT_EQ(news_after(), News{});
        EXPECT_EQ(doubts(2021), "no_report");
        EXPECT_EQ(suspects(), 1U);
    }
    list(first_year, last_year, 2021);
    News news;
    for (int look = 0; look < 3; ++look) {
        for (auto& entry : news_after()) news.push_back(entry);
    }
    EXPECT_EQ(news, News{"withdrawn 示例县财政局/2021"});
    EXPECT_EQ(page(2021).gone_reason, GoneReason::unlisted);
    EXPECT_EQ(suspects(), 0U);
}

TEST_F(SuspectCrawl, OutageAndReturnAndARobotsFileThatNewlyForbidsLeaveNoTrace) {
    site().answer(url_of_year(2021), 200, half(2021));  // In doubt when the trouble begins.
    EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(doubts(2021), "cut_short");
    site().fail(url_of_year(2021), FailureReason::timed_out);
    EXPECT_EQ(news_after(24h), News{});
    EXPECT_EQ(doubts(2021), "cut_short");  // A visit that brings nothing says nothing.
    site().answer(host + "/robots.txt", 200, "User-agent: *\nDisallow: /zfxxgknb/\n");
    EXPECT_EQ(news_after(24h * 30), News{});
    EXPECT_EQ(page(2021).outcome, VisitOutcome::disallowed);
    site().answer(host + "/robots.txt", 404);
    site().answer(url_of_year(2021), 200, report_page(2021, 3));
    EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(doubts(2021), "none");
}

TEST_F(SuspectCrawl, WhereAReportMovedIsVisitedAsAskedForToo) {
    confirm(0s);
    const auto moved = host + "/zfxxgknb/new2021.html";
    site().answer(url_of_year(2021), 404, "");
    site().answer(moved, 200, report_page(2021, 3));
    storage::Commit commit;
    commit.discovered.push_back({.url = base::Url::parse(moved).value(), .source = "s"});
    ASSERT_TRUE(paper_.small.store().commit(std::move(commit)));
    EXPECT_EQ(news_of_look(2021, 1h), News{});
    EXPECT_EQ(paper_.small.store().state({"示例县财政局", 2021}).value()->source_url, moved);
    // It stands for the report now, so it was read again, and whoever waits waits for that.
    EXPECT_NE(std::ranges::find(paper_.led_to, moved), paper_.led_to.end());
    EXPECT_GT(paper_.page(moved).due_at, *paper_.page(moved).visited_at);
}

// A host with two reports has no crowd to compare with.
class FewReports : public ReportSite {
  protected:
    FewReports() : ReportSite{2022} {}
};

TEST_F(FewReports, ThatAreAllAwayWhileTheListNamesThemAreHeldLongAndThenBelieved) {
    for (const int year : {2022, 2023}) site().answer(url_of_year(year), 302, "", "/");
    EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(news_after(24h * 8), News{});
    EXPECT_NE(page(2022).outcome_note.find("held back (mass_absence)"), std::string::npos)
        << page(2022).outcome_note;
    ASSERT_TRUE(page(2022).suspect);
    EXPECT_EQ(page(2022).suspect->doubts, (std::vector{Doubt::away, Doubt::host_away}));
    EXPECT_EQ(news_after(24h * 8), News{});
    News news;
    for (int look = 0; look < 3; ++look) {
        for (auto& entry : news_after(24h * 10)) news.push_back(entry);
    }
    EXPECT_EQ(news, (News{"withdrawn 示例县财政局/2022", "withdrawn 示例县财政局/2023"}));
}

TEST_F(FewReports, OneOfTwoThatIsSentHomeIsWithdrawn) {
    site().answer(url_of_year(2022), 302, "", "/");
    News news = news_after();
    for (auto& entry : news_after(24h)) news.push_back(entry);
    EXPECT_EQ(news, News{"withdrawn 示例县财政局/2022"});
}

TEST_F(FewReports, ThatTheListNamesNoMoreAreWithdrawn) {
    for (const int year : {2022, 2023}) site().answer(url_of_year(year), 302, "", "/");
    site().answer(url_of_year(2024), 200, report_page(2024, 3));
    list(2024, 2024);
    News news = news_after();
    for (int look = 0; look < 3; ++look) {
        for (auto& entry : news_after(24h * 8)) news.push_back(entry);
    }
    std::ranges::sort(news);
    EXPECT_EQ(news, (News{"added 示例县财政局/2024", "withdrawn 示例县财政局/2022",
                          "withdrawn 示例县财政局/2023"}));
}

// A new server's welcome, a parked domain: neither Chinese nor anything that we know.
TEST_F(FewReports, ThatAreAllAnotherServersWelcomePageAreNoNews) {
    const auto welcome = page_of("Welcome to nginx!", "<h1>Welcome to nginx!</h1>");
    for (const int year : {2022, 2023}) site().answer(url_of_year(year), 200, welcome);
    site().answer(host + "/zfxxgknb/index.html", 200, welcome);
    for (int look = 0; look < 4; ++look) EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(page(2022).suspect->doubts, std::vector{Doubt::no_report});
}

}  // namespace
}  // namespace ogi::daemon
