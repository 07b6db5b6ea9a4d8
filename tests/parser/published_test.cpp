#include "parser/published.h"

#include "tests/parser/documents.h"

#include <gtest/gtest.h>

namespace ogi::parser {
namespace {

std::string iso(const std::optional<base::Date>& date) {
    return date ? base::to_iso(*date) : "none";
}

TEST(FindDate, ReadsTheWaysInWhichDaysAreWritten) {
    struct Case {
        std::string_view text;
        std::string_view date;
    };
    for (const auto& [text, date] : {
             Case{"2020-01-13", "2020-01-13"},
             Case{"发布于2020/1/3 10:05", "2020-01-03"},
             Case{"2020 年 1 月 13 日", "2020-01-13"},
             Case{"２０２０年１月１３日", "2020-01-13"},
             Case{"二〇二〇年一月二十日", "2020-01-20"},
             Case{"二○一○年四月十日", "2010-04-10"},
             Case{"二〇一九年十二月三十一日", "2019-12-31"},
             Case{"2020年2月30日", "none"},
             Case{"电话0591-23165370", "none"},
             Case{"1999-01-01", "none"},
         }) {
        const auto found = find_date(text);
        EXPECT_EQ(found ? base::to_iso(found->date) : "none", date) << text;
    }
}

TEST(Published, IsAskedInTheOrderOfItsWitnesses) {
    auto document = text_document("发布日期：2021-01-19\n正文。\n安溪县水利局\n2021年1月15日");
    EXPECT_EQ(iso(find_published(document, "http://a.gov.cn/t20210120_1.html")), "2021-01-19");
    document.metas.emplace_back("pubdate", "2021-01-18 10:05");
    EXPECT_EQ(iso(find_published(document, "")), "2021-01-18");
    EXPECT_EQ(iso(find_published(text_document("正文。\n安溪县水利局\n2021年1月15日"),
                                 "http://a.gov.cn/t20210120_1.html")),
              "2021-01-15");
    EXPECT_EQ(iso(find_published(text_document("正文。"), "http://a.gov.cn/202101/t20210120_1.html")),
              "2021-01-20");
    EXPECT_EQ(iso(find_published(text_document("正文。"), "http://a.gov.cn/art/2024/1/16/art_1_2.html")),
              "2024-01-16");
    EXPECT_EQ(iso(find_published(text_document("正文。"), "http://a.gov.cn/202101/c1234567890.html")),
              "none");
}

TEST(Published, ThePeriodOfTheReportIsNoDayOfPublication) {
    EXPECT_EQ(iso(find_published(text_document("统计期限自2020年1月1日起至2020年12月31日止。\n无。"), "")),
              "none");
}

TEST(Signature, MayStandInOneLineWithTheNameOrBelowIt) {
    const auto document = text_document("报告完毕。 平潭县公安局 二○一○年四月十日 附表： 指标");
    const auto signature = find_signature(document);
    ASSERT_TRUE(signature);
    EXPECT_EQ(iso(signature->date), "2010-04-10");
    EXPECT_EQ(signature->before, "平潭县公安局");
}

}  // namespace
}  // namespace ogi::parser
