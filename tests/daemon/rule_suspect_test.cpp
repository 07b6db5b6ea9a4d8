#include "daemon/decisions/rule_suspect.h"

#include "daemon/answers/capture_lines.h"
#include "model/names.h"
#include "report_site.h"
#include "storage/verify.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include <string>
#include <vector>

namespace ogi::daemon {
namespace {

using base::ErrorCode;
using model::Doubt;
using namespace std::chrono_literals;

class RuleSuspect : public ReportSite {
  protected:
    RuleSuspect() { paper_.settings.decide.revisit.withdrawal_confirm = 24h; }

    base::Result<RuledSuspect> rule(int year, SuspectRuling ruling) {
        const RecordSettings settings{paper_.settings.decide, paper_.settings.bounds,
                                      paper_.settings.rulings};
        return rule_on_suspect(paper_.small.store(), base::Url::parse(url_of_year(year)).value(), ruling,
                               settings, page(year).visited_at.value() + 1h);
    }
    News news() {
        auto all = paper_.changes();
        News news{all.begin() + static_cast<std::ptrdiff_t>(known_), all.end()};
        known_ = all.size();
        std::ranges::sort(news);
        return news;
    }
    std::vector<Doubt> doubts(int year) {
        const auto suspect = page(year).suspect;
        return suspect ? suspect->doubts : std::vector<Doubt>{};
    }
    auto violations() {
        return storage::verify(paper_.small.store(), {}, [](const storage::Violation&) {}).value().violations;
    }
    std::string half(int year) {
        const auto whole = report_page(year, 4);
        return whole.substr(0, whole.find("六、其他需要"));
    }
    std::string of_another_agency(int year) {
        auto wrong = report_page(year, 3);
        constexpr std::string_view ours = "财政局", other = "民政局";
        for (auto at = wrong.find(ours); at != wrong.npos; at = wrong.find(ours, at + 1))
            wrong.replace(at, ours.size(), other);
        return wrong;
    }
};

TEST_F(RuleSuspect, WhatIsAcceptedIsReadFromItsCaptureAndBecomesTheRevisionAtOnce) {
    site().answer(url_of_year(2021), 200, half(2021));
    EXPECT_EQ(news_after(), News{});
    ASSERT_EQ(doubts(2021), std::vector{Doubt::cut_short});
    const auto held = page(2021).suspect->snapshot;
    const auto ruled = rule(2021, SuspectRuling::accept);
    ASSERT_TRUE(ruled) << ruled.error().context;
    EXPECT_EQ(ruled->changes, 1U);
    EXPECT_EQ(ruled->doubts, std::vector{Doubt::cut_short});
    EXPECT_EQ(news(), News{"revised 示例县财政局/2021"});
    EXPECT_EQ(doubts(2021), std::vector<Doubt>{});
    EXPECT_EQ(page(2021).snapshot, held);
    EXPECT_EQ(paper_.small.store().suspects().value(), 0U);
    const auto state = paper_.small.store().state({"示例县财政局", 2021}).value();
    EXPECT_EQ(paper_.small.store().revision(state->key, state->revision).value()->snapshot, held);
    // It goes on being believed.
    EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(doubts(2021), std::vector<Doubt>{});
}

TEST_F(RuleSuspect, AcceptingAnotherAgencysReportWithdrawsTheOldOneWithoutASecondLook) {
    site().answer(url_of_year(2021), 200, of_another_agency(2021));
    EXPECT_EQ(news_after(), News{});
    ASSERT_TRUE(rule(2021, SuspectRuling::accept));
    EXPECT_EQ(news(), (News{"added 示例县民政局/2021", "withdrawn 示例县财政局/2021"}));
}

TEST_F(RuleSuspect, AcceptingThatAPageIsAwayOrShowsNoReportWithdrawsIt) {
    site().answer(url_of_year(2020), 404, "");
    site().answer(url_of_year(2021), 200, page_of("提示", "<p>好像走错了路，试试站内搜索。</p>"));
    EXPECT_EQ(news_after(), News{});
    ASSERT_EQ(doubts(2020), std::vector{Doubt::away});
    ASSERT_EQ(doubts(2021), std::vector{Doubt::no_report});
    ASSERT_TRUE(rule(2020, SuspectRuling::accept));
    EXPECT_EQ(news(), News{"withdrawn 示例县财政局/2020"});
    EXPECT_EQ(page(2020).gone_reason, model::GoneReason::not_found);
    ASSERT_TRUE(rule(2021, SuspectRuling::accept));
    EXPECT_EQ(news(), News{"withdrawn 示例县财政局/2021"});
    EXPECT_EQ(page(2021).gone_reason, model::GoneReason::error_page);
    EXPECT_EQ(paper_.small.store().suspects().value(), 0U);
    site().answer(url_of_year(2020), 200, page_of("提示", "<p>本栏目正在整理。</p>"));
    for (int look = 0; look < 3; ++look) {
        EXPECT_EQ(news_after(), News{});
        EXPECT_EQ(paper_.small.store().suspects().value(), 0U) << look;
        EXPECT_EQ(violations(), 0U) << look;
    }
    site().answer(url_of_year(2021), 200, report_page(2021, 3));
    EXPECT_EQ(news_after(), News{"restored 示例县财政局/2021"});
}

TEST_F(RuleSuspect, AWithdrawnPageThatIsBackWithoutItsReportIsNotInDoubt) {
    site().answer(url_of_year(2021), 404, "");
    EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(news_after(), News{"withdrawn 示例县财政局/2021"});
    site().answer(url_of_year(2021), 200, page_of("提示", "<p>本栏目正在整理。</p>"));
    EXPECT_EQ(news_after(), News{});
    EXPECT_EQ(doubts(2021), std::vector<Doubt>{});
    EXPECT_EQ(violations(), 0U);
}

TEST_F(RuleSuspect, WhatIsDroppedIsNeverBelievedHoweverOftenItIsSeen) {
    const auto wrong = of_another_agency(2021);
    site().answer(url_of_year(2021), 200, wrong);
    EXPECT_EQ(news_after(), News{});
    const auto ruled = rule(2021, SuspectRuling::drop);
    ASSERT_TRUE(ruled) << ruled.error().context;
    EXPECT_EQ(ruled->changes, 0U);
    EXPECT_EQ(doubts(2021), std::vector<Doubt>{});
    for (int look = 0; look < 4; ++look) {
        EXPECT_EQ(news_after(), News{});
        EXPECT_EQ(doubts(2021), (std::vector{Doubt::refused, Doubt::other_report})) << look;
    }
    // The page goes on as ever with what is not dropped.
    site().answer(url_of_year(2021), 200, report_page(2021, 4));
    EXPECT_EQ(news_after(), News{"revised 示例县财政局/2021"});
    // Who changes his mind accepts it.
    site().answer(url_of_year(2021), 200, wrong);
    EXPECT_EQ(news_after(), News{});
    ASSERT_TRUE(rule(2021, SuspectRuling::accept));
    EXPECT_EQ(news(), (News{"added 示例县民政局/2021", "withdrawn 示例县财政局/2021"}));
    EXPECT_TRUE(page(2021).refused.empty());
    EXPECT_EQ(news_after(), News{});
}

TEST_F(RuleSuspect, OfAPageThatIsAwayDroppingBeginsTheLooksAnew) {
    site().answer(url_of_year(2021), 404, "");
    EXPECT_EQ(news_after(), News{});
    ASSERT_TRUE(rule(2021, SuspectRuling::drop));
    EXPECT_EQ(doubts(2021), std::vector<Doubt>{});
    EXPECT_EQ(news_after(48h), News{});  // The first look again.
    EXPECT_EQ(doubts(2021), std::vector{Doubt::away});
    EXPECT_EQ(news_after(48h), News{"withdrawn 示例县财政局/2021"});
}

TEST_F(RuleSuspect, OnlyWhatIsHeldBackCanBeRuledOn) {
    const auto ruled = rule(2021, SuspectRuling::accept);
    ASSERT_FALSE(ruled);
    EXPECT_EQ(ruled.error().code, ErrorCode::not_found);
    EXPECT_NE(ruled.error().context.find("held back"), std::string::npos) << ruled.error().context;
}

struct Line {
    std::string depth, held_as, note;
    bool operator==(const Line&) const = default;
};

TEST_F(RuleSuspect, CapturesAreToldNewestFirstWithHowEachDiffersFromTheOneBefore) {
    site().answer(url_of_year(2021), 200, report_page(2021, 4));
    news_after();
    site().answer(url_of_year(2021), 200, report_page(2021, 4) + "<!-- 1 -->");
    news_after();
    site().answer(url_of_year(2021), 200, half(2021));
    news_after();
    std::vector<Line> lines;
    const auto told = tell_captures(paper_.small.store(), url_of_year(2021), [&](std::string_view text) {
        const auto object = boost::json::parse(text).as_object();
        const auto word = [&](const char* name) {
            const auto& value = object.at(name);
            return value.is_null() ? std::string{} : std::string{value.as_string().c_str()};
        };
        EXPECT_GT(object.at("bytes").as_int64(), 100);
        EXPECT_EQ(object.at("http_status").as_int64(), 200);
        lines.push_back({word("class"), word("held_as"), word("note")});
        return true;
    });
    ASSERT_TRUE(told) << told.error().context;
    const std::vector<Line> expected = {
        {"editorial", "suspect", ""}, {"transport", "newest", ""}, {"value", "", ""}, {"", "", ""}};
    EXPECT_EQ(lines, expected);
    EXPECT_EQ(tell_captures(paper_.small.store(), "http://a.example/none", {}).error().code,
              ErrorCode::not_found);
    EXPECT_EQ(tell_captures(paper_.small.store(), "", {}).error().code, ErrorCode::usage);
}

}  // namespace
}  // namespace ogi::daemon
