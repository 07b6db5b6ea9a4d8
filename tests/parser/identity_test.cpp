#include "parser/identity.h"

#include "parser/title.h"
#include "tests/parser/documents.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace ogi::parser {
namespace {

const std::string long_text =
    "我局坚持以公开为常态、不公开为例外，及时准确公开政府信息，健全工作机制，完善公开目录，规范办理流程，加强"
    "队伍建设和业务培训，"
    "通过政府网站、公开栏等渠道公开机构职能、规划计划、财政资金、行政执法等信息，接受群众监督，回应社会关切，"
    "做好保密审查，"
    "不断提高公开质量，取得较好成效，为群众查阅信息提供便利，全年未发生失泄密事件，各项任务按时完成。";

Identity identified(std::string_view text, std::string_view title = {}, std::string url = {}) {
    auto document = text_document(text);
    document.title = title;
    document.url = std::move(url);
    return identify(document, {}, {});
}

TEST(Year, APeriodOfAnotherYearIsTold) {
    constexpr std::string_view period = "数据的统计期限自2023年1月1日起至2023年12月31日止。";
    EXPECT_EQ(period_of_another_year(period, 2022), "期限自2023年1月1日起至2023年12月31日止");
    EXPECT_EQ(period_of_another_year(period, 2023), "");
    EXPECT_EQ(period_of_another_year(period, 0), "");
    EXPECT_EQ(period_of_another_year("统计期限为 2023 年 1 月 1 日至 12 月 31 日", 2023), "");
    EXPECT_EQ(period_of_another_year("在法定期限内答复。2021年1月1日起施行。", 2023), "");
}

TEST(Year, ComesFromTheTitleAndNotFromADocumentNumberOrAFolder) {
    struct Case {
        std::string_view title;
        int year;
    };
    for (const auto& [title, year] : {
             Case{"安溪县水利局2020年政府信息公开工作年度报告", 2020},
             Case{"安溪县水利局 2019 年 政务信息公开工作年度报告", 2019},
             Case{"二〇一二年安溪县政府信息公开工作年度报告", 2012},
             Case{"安溪县２０２１年政府信息公开工作年度报告", 2021},
             Case{"索引号113/2024-104757 2023年安溪县政府信息公开工作年度报告", 2023},
             Case{"安溪县2020年度政府信息公开工作年度报告 公开日期: 2021-01-29 国办公开函【2019】60号", 2020},
             Case{"2009安溪县政府信息公开工作年度报告", 2009},
             Case{"安溪县政府信息公开工作年度报告（2018年度）", 2018},
             Case{"安溪县水利局政府信息公开工作年度报告(2024年1月15日)", 0},
             Case{"安溪县水利局2023年政府信息公开工作年度报告（2024 年 1 月 5 日）", 2023},
             Case{"国办公开办函〔2019〕60号", 0},
         }) {
        EXPECT_EQ(year_of_title(title), year) << title;
    }
    EXPECT_EQ(identified("本报告统计期限自2020年1月1日起至2020年12月31日止。", "",
                         "http://a.gov.cn/202205/t20220523_1.html")
                  .year,
              2020);
}

TEST(Year, IsReadFromThePeriodThePhraseTheFirstSentenceThenTheSignature) {
    EXPECT_EQ(
        identified(
            "根据国办公开办函〔2019〕60号编制。所列数据的统计期限自2020年1月1日起，至2020年12月31日止。")
            .year,
        2020);
    EXPECT_EQ(identified("现向社会公布2018年度本局政府信息公开年度报告。2016年以来工作有序。").year, 2018);
    EXPECT_EQ(identified("一、总体情况\n2019 年，我局坚持公开。").year, 2019);
    EXPECT_EQ(identified("我局坚持公开。\n安溪县水利局\n2021年1月20日").year, 2020);
    EXPECT_EQ(identified("我局坚持公开。").year, 0);
}

Hints carried_by(std::string agency, int year) {
    return {.url = {},
            .agency = {},
            .called = "附件.pdf",
            .carrier = model::Carrier{.url = "http://a.example/",
                                      .title = "安溪县水利局2022年政府信息公开工作年度报告",
                                      .agency = std::move(agency),
                                      .year = year,
                                      .published = std::chrono::year{2023} / 1 / 9}};
}

TEST(Carrier, FillsWhatTheDocumentDoesNotSay) {
    const auto found = identify(text_document("一、总体情况\n" + long_text),
                                carried_by("安溪县水利局", 2022), {});
    EXPECT_EQ(found.title, "安溪县水利局2022年政府信息公开工作年度报告");
    EXPECT_EQ(found.agency.name, "安溪县水利局");
    EXPECT_EQ(found.agency.evidence, "page");
    EXPECT_EQ(found.year, 2022);
    EXPECT_EQ(found.published, base::Date{std::chrono::year{2023} / 1 / 9});
}

TEST(Carrier, IsNotBelievedAgainstTheDocumentAndTheReportSaysSo) {
    const auto document =
        text_document("安溪县财政局2021年政府信息公开工作年度报告\n一、总体情况\n" + long_text);
    const auto report = parse_report(document, carried_by("安溪县水利局", 2022));
    EXPECT_EQ(report.year, 2021);
    EXPECT_EQ(report.agency.name, "安溪县财政局");
    const auto told = [&](std::string_view code) {
        return std::ranges::any_of(report.anomalies,
                                   [&](const auto& anomaly) { return anomaly.code == code; });
    };
    EXPECT_TRUE(told("other_agency_than_page"));
    EXPECT_TRUE(told("other_year_than_page"));
    const auto agrees = parse_report(document, carried_by("安溪县财政局", 2021));
    EXPECT_TRUE(agrees.anomalies.empty() || agrees.anomalies.front().code != "other_agency_than_page");
}

TEST(Title, IsTakenFromTheMetaTheHeadingTheLinesOrThePageTitle) {
    auto document = text_document("首页\n安溪县水利局\n2020年政府信息公开工作年度报告\n正文。");
    EXPECT_EQ(find_title(document), "安溪县水利局2020年政府信息公开工作年度报告");
    document.metas.emplace_back("articletitle", "安溪县水利局2020年年度政府信息公开报告");
    EXPECT_EQ(find_title(document), "安溪县水利局2020年年度政府信息公开报告");
    model::Document page;
    page.title = "安溪县水利局2020年政府信息公开工作年度报告_政府信息公开年报_安溪县人民政府";
    EXPECT_EQ(find_title(page), "安溪县水利局2020年政府信息公开工作年度报告");
    EXPECT_EQ(find_title(text_document("一、总体情况\n正文。")), "");
}

TEST(Title, OfAPageThatIsOneParagraphEndsAtItsBlank) {
    EXPECT_EQ(find_title(text_document(
                  "平潭综合实验区2020年政府信息公开工作年度报告 根据《条例》要求，编制本报告。")),
              "平潭综合实验区2020年政府信息公开工作年度报告");
}

TEST(ReportKind, FreeFormReportsNeedNoTable) {
    const auto report = identified("安溪县水利局2016年政府信息公开工作年度报告\n一、概述\n" + long_text +
                                   "\n二、主动公开政府信息情况\n公开42条。\n三、收费及减免情况\n无。");
    EXPECT_TRUE(report.is_report) << report.reason;
    EXPECT_EQ(report.year, 2016);
    EXPECT_TRUE(
        identified("2019年，现将我局2019年政务信息公开工作完成情况总结如下：\n一、工作落实情况\n" + long_text)
            .is_report);
}

TEST(ReportKind, OtherPagesSayWhatTheyAre) {
    struct Case {
        std::string title;
        std::string text;
        std::string_view reason;
    };
    const std::string list =
        "安溪县水利局2020年政府信息公开工作年度报告\n安溪县教育局2020年政府信息公开工作年度报告\n安溪县民政局"
        "2020年政府信息公开工作年度报告";
    const std::vector<Case> cases = {
        {"", "", "no text"},
        {"", "您访问的页面不存在", "error page"},
        {"关于做好2020年政府信息公开工作年度报告编制发布工作的通知", long_text, "a notice"},
        {"安溪县2020年政府信息公开工作年度报告解读", long_text, "reading aid"},
        {"安溪县政府信息公开年度报告制度", long_text, "rules"},
        {"安溪县水利局2020年部门决算公开报告", long_text, "final accounts"},
        {"安溪县2020年法治政府建设年度报告", long_text, "rule of law"},
        {"政府信息公开年报", list, "a list"},
        {"安溪县开展消防演练", "我县开展演练。" + long_text, "no title, form or section"},
        {"安溪县水利局2020年政府信息公开工作年度报告", "附件下载", "no text"},
    };
    for (const auto& [title, text, reason] : cases) {
        const auto page = identified(text, title);
        EXPECT_FALSE(page.is_report) << title;
        EXPECT_NE(page.reason.find(reason), std::string::npos) << title << ": " << page.reason;
    }
}

TEST(ReportKind, AColumnDownToOneReportIsAList) {
    auto column = text_document("安溪县水利局2020年政府信息公开工作年度报告2021-01-09\n" + long_text);
    column.title = "政府信息公开年报";
    EXPECT_TRUE(identify(column, {}, {}).is_report);
    column.links.push_back(
        {"http://www.example.gov.cn/1.html", "安溪县水利局2020年政府信息公开工作年度报告", ""});
    EXPECT_EQ(identify(column, {}, {}).reason, "not an annual report: a list of reports");
}

TEST(ReportKind, TheEmptyFormIsNoReport) {
    CellReading reading;
    reading.generation = model::Generation::form_2021;
    reading.cells["requests.new_received.total"].kind = model::CellKind::blank;
    const auto form =
        text_document("一、总体情况\n（该部分以文字描述形式报告）\n该部分以表格形式报告。\n" + long_text);
    EXPECT_EQ(identify(form, {}, reading).reason, "not an annual report: the empty form");
    reading.cells["requests.new_received.total"].kind = model::CellKind::number;
    reading.cells["requests.new_received.total"].value = model::Decimal::whole(0);
    EXPECT_TRUE(identify(form, {}, reading).is_report);
}

TEST(ReportKind, AnUnreadableFormatSaysWhichItIs) {
    model::Document document;
    document.format = model::Format::unsupported;
    document.unsupported = "PDF document";
    EXPECT_EQ(identify(document, {}, {}).reason, "not readable: PDF document");
}

}  // namespace
}  // namespace ogi::parser
