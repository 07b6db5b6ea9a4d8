// Agency, year and witness where the title does not say it all: first lines, signatures, metas, tables of
// information, addresses.
#include "parser/identity.h"
#include "tests/parser/documents.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace ogi::parser {
namespace {

struct PageCase {
    std::string_view text;
    std::string_view url;
    std::string_view agency;
    int year;
    std::string_view evidence;
};

void expect_all(const std::vector<PageCase>& cases) {
    for (const auto& [text, url, agency, year, evidence] : cases) {
        auto document = text_document(text);
        document.url = std::string{url};
        const auto identity = identify(document, {}, {});
        EXPECT_EQ(identity.agency.name, agency) << text << " " << url;
        EXPECT_EQ(identity.year, year) << text;
        EXPECT_EQ(identity.agency.evidence, evidence) << text;
    }
}

TEST(PageCases, TitlesInSeveralLines) {
    expect_all({
        {"长汀县水利局\n2021年政府信息公开工作年度报告", "", "长汀县水利局", 2021, "title"},
        {"长汀县水利局2021年\n政府信息公开工作年度报告", "", "长汀县水利局", 2021, "title"},
        {"2021年长汀县水利局\n政府信息公开工作年度报告", "", "长汀县水利局", 2021, "title"},
        {"长汀县水利局\n2021年度\n政府信息公开工作年度报告", "", "长汀县水利局", 2021, "title"},
        {"长汀县水利局2021年政府信息公开\n工作年度报告", "", "长汀县水利局", 2021, "title"},
        {"长汀县水利局关于2021年度\n政府信息公开工作情况的报告", "", "长汀县水利局", 2021, "title"},
        {"首页\n政务公开\n长汀县水利局\n2021年政府信息公开工作年度报告", "", "长汀县水利局", 2021, "title"},
        {"标题：长汀县水利局2021年政府信息公开工作年度报告", "", "长汀县水利局", 2021, "title"},
        {"长汀县水利局\n二〇二一年政府信息公开工作年度报告", "", "长汀县水利局", 2021, "title"},
    });
}

TEST(PageCases, ThePrefaceTheSignatureAndTheLinesOfThePage) {
    expect_all({
        {"2021年政府信息公开工作年度报告\n本报告由长汀县水利局编制。", "", "长汀县水利局", 2021, "body"},
        {"2021年政府信息公开工作年度报告\n如有疑问，请与长汀县水利局办公室联系。", "", "长汀县水利局办公室",
         2021, "body"},
        {"2021年政府信息公开工作年度报告\n我局认真落实条例。\n长汀县水利局\n2022年1月18日", "",
         "长汀县水利局", 2021, "signature"},
        {"2021年政府信息公开工作年度报告\n我局认真落实条例。\n长汀县水利局 二〇二二年一月十八日", "",
         "长汀县水利局", 2021, "signature"},
        {"2021年政府信息公开工作年度报告\n发布机构：长汀县水利局\n我局认真落实条例。", "", "长汀县水利局",
         2021, "publisher"},
        {"2021年政府信息公开工作年度报告\n来源：长汀县水利局\n我局认真落实条例。", "", "长汀县水利局", 2021,
         "publisher"},
        {"2021年政府信息公开工作年度报告\n来源：福建日报\n2021年，长汀县水利局在县委领导下开展工作。", "",
         "长汀县水利局", 2021, "body"},
        {"一、总体情况\n2021年，长汀县水利局深入落实条例。", "", "长汀县水利局", 2021, "body"},
        {"一、总体情况2021年，长汀县水利局深入落实条例。", "", "长汀县水利局", 2021, "body"},
        {"2021年，长汀县水利局以公开促规范。", "", "长汀县水利局", 2021, "body"},
        {"现向社会公布2021年度我局政府信息公开工作年度报告。\n长汀县水利局", "", "长汀县水利局", 2021,
         "body"},
        {"水利局2021年政府信息公开工作年度报告\n来源：长汀县水利局", "", "长汀县水利局", 2021, "title"},
        {"2021年政府信息公开工作年度报告-长汀县水利局\n来源：福建日报", "", "长汀县水利局", 2021, "title"},
        {"2021年，开发区坚持公开。\n西宁经济技术开发区", "", "西宁经济技术开发区管理委员会", 2021, "body"},
    });
}

TEST(PageCases, WhomTheAgencyHasToDoWithIsNotItself) {
    for (const std::string_view text : {
             "2021年政府信息公开工作年度报告\n2021年，我局按照长汀县人民政府部署开展工作。",
             "2021年政府信息公开工作年度报告\n我局积极配合长汀县公安局开展行动，与长汀县公安局建立机制。",
             "2021年政府信息公开工作年度报告\n根据福建省人民政府办公厅要求，我局认真落实。",
             "2021年政府信息公开工作年度报告\n根据《福建省人民政府办公厅关于做好年报的通知》，我局认真落实。",
         }) {
        EXPECT_EQ(identify(text_document(text), {}, {}).agency.name, "") << text;
    }
    auto document = text_document("2021年政府信息公开工作年度报告\n我局认真落实条例。");
    document.metas.emplace_back("sitename", "长汀县人民政府");
    EXPECT_EQ(identify(document, {}, {}).agency.name, "")
        << "the site is the government's, the report a department's";
}

TEST(PageCases, LinesOfThePageHaveManyLabels) {
    expect_all({
        {"2021年政府信息公开工作年度报告\n公开单位：长汀县水利局", "", "长汀县水利局", 2021, "publisher"},
        {"2021年政府信息公开工作年度报告\n发布单位：长汀县水利局 发布日期：2022-01-08", "", "长汀县水利局",
         2021, "publisher"},
        {"2021年政府信息公开工作年度报告\n发布机构 长汀县水利局 生成日期 2022-01-08", "", "长汀县水利局",
         2021, "publisher"},
        {"2021年政府信息公开工作年度报告\n【信息来源：长汀县水利局】", "", "长汀县水利局", 2021, "publisher"},
        {"2021年政府信息公开工作年度报告\n来源：长汀县水利局 作者：办公室", "", "长汀县水利局", 2021,
         "publisher"},
    });
}

TEST(PageCases, TheYearOfTextsWithoutATitle) {
    expect_all({
        {"由长汀县水利局编制。统计期限自2021年1月1日起至2021年12月31日止。", "", "长汀县水利局", 2021,
         "body"},
        {"由长汀县水利局编制。数据统计期限为2021年1月1日至12月31日。", "", "长汀县水利局", 2021, "body"},
        {"由长汀县水利局编制。根据国办公开办函〔2019〕60号，2021年我局公开信息。\n2021年，公开信息12条，比202"
         "0年增加2条。",
         "", "长汀县水利局", 2021, "body"},
        {"特向社会公布2021年度报告，由长汀县水利局编制，收到申请2件，比2020年减少1件。", "", "长汀县水利局",
         2021, "body"},
        {"由长汀县水利局编制。\n长汀县水利局\n2022年1月18日", "", "长汀县水利局", 2021, "body"},
        {"由长汀县水利局编制。", "http://www.changting.gov.cn/xxgkAnnualReport.jsp?area=1&fbtime=2021",
         "长汀县水利局", 2021, "body"},
        {"由长汀县水利局编制。", "http://www.changting.gov.cn/zwgk/2021nb/3.html", "长汀县水利局", 2021,
         "body"},
        {"由长汀县水利局编制。", "http://www.changting.gov.cn/zwgk/2021/3.html", "长汀县水利局", 0, "body"},
    });
}

TEST(PageCases, AYearThatHadNotBegunIsBelievedOnlyWhereTheTextRepeatsIt) {
    expect_all({
        {"长汀县水利局2021年政府信息公开工作年度报告\n发布日期：2021-12-28", "", "长汀县水利局", 2021,
         "title"},
        {"长汀县水利局2031年政府信息公开工作年度报告\n发布日期：2022-01-10\n2021年，我局认真落实条例。", "",
         "长汀县水利局", 2021, "title"},
        {"长汀县水利局2023年政府信息公开工作年度报告\n发布日期：2022-01-10", "", "长汀县水利局", 0, "title"},
        {"长汀县水利局2023年政府信息公开工作年度报告\n发布日期：2022-01-10\n2023年，我局认真落实条例。", "",
         "长汀县水利局", 2023, "title"},
    });
}

TEST(PageCases, TheHostGivesThePlace) {
    expect_all({
        {"县教育局2021年政府信息公开工作年度报告", "http://www.changting.gov.cn/1.html", "长汀县教育局", 2021,
         "title"},
        {"教育局2021年政府信息公开工作年度报告", "http://www.changting.gov.cn/1.html", "长汀县教育局", 2021,
         "title"},
        {"市教育局2021年政府信息公开工作年度报告", "http://www.putian.gov.cn/1.html", "莆田市教育局", 2021,
         "title"},
        {"市场监督管理局2021年政府信息公开工作年度报告", "http://www.putian.gov.cn/1.html",
         "莆田市市场监督管理局", 2021, "title"},
        {"2021年，我局认真落实条例。", "http://gaj.putian.gov.cn/1.html", "莆田市公安局", 2021, "url"},
        {"2021年，我局认真落实条例。", "http://www.putian.gov.cn/ptsgaj/1.html", "莆田市公安局", 2021, "url"},
        {"2019年，揭东分局在区委领导下开展工作。", "http://www.jiedong.gov.cn/jysgajjdfj/1.html",
         "揭阳市公安局揭东分局", 2019, "url"},
        {"审计局2021年政府信息公开工作年度报告", "https://ha.nantong.gov.cn/1.html", "海安市审计局", 2021,
         "title"},
        {"教育局2021年政府信息公开工作年度报告", "http://www.example.gov.cn/1.html", "教育局", 2021, "title"},
        {"教育局2021年政府信息公开工作年度报告", "http://qqkfq.putian.gov.cn/1.html", "教育局", 2021,
         "title"},
        {"教育局2021年政府信息公开工作年度报告", "http://127.0.0.1/1.html", "教育局", 2021, "title"},
        {"2021年，我局认真落实条例。", "http://www.putian.gov.cn/ptsswj/1.html", "", 2021, ""},
    });
}

TEST(PageCases, ANameThatWasCompletedIsLessSure) {
    const auto confidence = [](std::string_view text, std::string_view url) {
        auto document = text_document(text);
        document.url = std::string{url};
        return identify(document, {}, {}).agency.confidence;
    };
    constexpr auto host = "http://www.changting.gov.cn/1.html";
    EXPECT_GT(confidence("长汀县教育局2021年政府信息公开工作年度报告", host), 0.9);
    EXPECT_LT(confidence("县教育局2021年政府信息公开工作年度报告", host), 0.65);
    EXPECT_LT(confidence("教育局2021年政府信息公开工作年度报告", host), 0.65);
    EXPECT_LT(confidence("教育局2021年政府信息公开工作年度报告", ""), 0.5);
}

TEST(PageCases, MetasAndTheTableOfInformation) {
    auto document = text_document("2021年政府信息公开工作年度报告\n我局认真落实条例。");
    document.metas.emplace_back("contentsource", "长汀县水利局");
    document.metas.emplace_back("sitename", "长汀县人民政府");
    EXPECT_EQ(identify(document, {}, {}).agency.name, "长汀县水利局");
    EXPECT_EQ(identify(document, {}, {}).agency.evidence, "meta");

    model::Document page;
    page.title = "2021年政府信息公开工作年度报告";
    page.metas.emplace_back("sitename", "长汀县人民政府");
    add_grid(page,
             "索引号： | 003-2022-1 | 信息分类： | 年报\n"
             "发布机构： | 长汀县水利局 | 成文日期： | 2022-01-21");
    add_paragraph(page, "我局认真落实条例。");
    const auto identity = identify(page, {}, {});
    EXPECT_EQ(identity.agency.name, "长汀县水利局");
    EXPECT_EQ(identity.agency.evidence, "publisher");
    ASSERT_TRUE(identity.published);
    EXPECT_EQ(base::to_iso(*identity.published), "2022-01-21");
}

TEST(PageCases, ThePageTellsWhichPlaceOfThatName) {
    expect_all({
        {"鼓楼区司法局2021年政府信息公开工作年度报告\n按照徐州市部署开展工作。", "", "徐州市鼓楼区司法局",
         2021, "title"},
        {"鼓楼区司法局2021年政府信息公开工作年度报告", "http://www.xzgl.gov.cn/1.html", "徐州市鼓楼区司法局",
         2021, "title"},
        {"鼓楼区司法局2021年政府信息公开工作年度报告", "http://gulou.fuzhou.gov.cn/1.html",
         "福州市鼓楼区司法局", 2021, "title"},
        {"鼓楼区司法局2021年政府信息公开工作年度报告", "", "鼓楼区司法局", 2021, "title"},
        {"朝阳区司法局2021年政府信息公开工作年度报告\n在北京市司法局指导下开展工作。", "",
         "北京市朝阳区司法局", 2021, "title"},
        {"朝阳区司法局2021年政府信息公开工作年度报告\n在长春市司法局指导下开展工作。", "",
         "长春市朝阳区司法局", 2021, "title"},
    });
}

}  // namespace
}  // namespace ogi::parser
