#include "parser/noise.h"

#include "tests/parser/documents.h"

#include <gtest/gtest.h>

namespace ogi::parser {
namespace {

using Codes = std::vector<std::string>;

Cleaned cleaned(std::string_view text, std::string url = {}) {
    return clean(text_document(text), {.url = std::move(url), .agency = {}});
}

TEST(Noise, ACleanPageStaysAsItIs) {
    const auto document = text_document("一、总体情况\n2020年，某局公开信息12条(含图片)。");
    const auto result = clean(document, {});
    EXPECT_EQ(result.document, document);
    EXPECT_TRUE(result.noise.empty());
    EXPECT_TRUE(result.official);
}

TEST(Noise, GlossesGoWhereThereAreMany) {
    const auto result = cleaned("统(tǒng)一安排，现(xiàn)将执(zhí)行情况(qíng)和数(shù)(shù)据报告");
    EXPECT_EQ(result.document.blocks[0].text, "统一安排，现将执行情况和数据报告");
    EXPECT_EQ(result.noise, Codes{"pinyin_glosses"});
    EXPECT_FALSE(result.official);
}

TEST(Noise, AFewBracketsAreTheAuthorsOwn) {
    const std::string text = "附件(a)和附件(b)，统(tǒng)一编号";
    EXPECT_EQ(cleaned(text).document.blocks[0].text, text);
}

TEST(Noise, CapitalsAndDigitsInBracketsAreNoGlosses) {
    const std::string text = "屏(LED)屏(LED)屏(LED)屏(LED)屏(LED)年(2020)项(1)";
    EXPECT_EQ(cleaned(text).document.blocks[0].text, text);
}

TEST(Noise, TraditionalScriptIsReadAsSimplified) {
    const auto result =
        cleaned("根據條例規定，現將我縣2019年政務信息公開工作報告如下：開展審計，處理申請，總結經驗");
    EXPECT_EQ(result.document.blocks[0].text,
              "根据条例规定，现将我县2019年政务信息公开工作报告如下：开展审计，处理申请，总结经验");
    EXPECT_EQ(result.noise, Codes{"traditional_script"});
    EXPECT_TRUE(result.official) << "an agency may write so; only glosses, brands and hosts show a mirror";
}

TEST(Noise, ByteRangesStillPointIntoTheSource) {
    const auto document = text_document("統(tǒng)現(xiàn)執(zhí)規(guī)態(tài)據(jù)\n第二行");
    const auto result = clean(document, {});
    ASSERT_EQ(result.document.blocks.size(), document.blocks.size());
    EXPECT_EQ(result.document.blocks[1].at, document.blocks[1].at);
}

TEST(Noise, AHostThatIsNoGovernmentHostIsACopy) {
    EXPECT_FALSE(cleaned("正文", "http://copies.example/a.html").official);
    EXPECT_EQ(cleaned("正文", "http://copies.example/a.html").noise, Codes{"foreign_host"});
    EXPECT_TRUE(cleaned("正文", "http://www.somewhere.gov.cn/a.html").official);
    EXPECT_TRUE(cleaned("正文", "http://127.0.0.1:8080/a.html").official)
        << "an address alone proves nothing";
}

TEST(Noise, AHostOutsideTheGovernmentsNamesMayBeTheAgencysOwn) {
    struct Case {
        std::string_view url;
        std::string_view text;
        bool official;
        Codes noise;
    };
    const std::vector<Case> cases = {
        {"http://www.zhangzhou.cn/a.html",
         "漳州市水利局2012年政府信息公开工作年度报告",
         true,
         {"unusual_host"}},
        {"http://xxgk.zhangzhou.com.cn/a.html",
         "漳州市水利局2012年政府信息公开工作年度报告",
         true,
         {"unusual_host"}},
        {"http://www.zhangzhouzf.cn/a.html",
         "漳州市水利局2012年政府信息公开工作年度报告",
         true,
         {"unusual_host"}},
        {"http://www.zhangzhou.cn/a.html", "本公司2012年年度报告", false, {"foreign_host"}},
        {"http://www.zhangzhou.cn/a.html",
         "漳州市統(tǒng)一現(xiàn)將執(zhí)行情(qíng)況規(guī)定據(jù)實",
         false,
         {"foreign_host", "pinyin_glosses", "traditional_script"}},
        {"http://www.zhangzhou.com/a.html",
         "漳州市水利局2012年政府信息公开工作年度报告",
         false,
         {"foreign_host"}},
        {"http://www.zhangzhoutour.cn/a.html",
         "漳州市水利局2012年政府信息公开工作年度报告",
         false,
         {"foreign_host"}},
        {"http://71584.cn/a.html", "沅陵县2020年政府信息公开工作年度报告", false, {"foreign_host"}},
        {"http://www.cdpf.org.cn/a.html",
         "省残疾人联合会2020年政府信息公开工作年度报告",
         true,
         {"unusual_host"}},
        {"http://www.example.org.cn/a.html", "水利局2020年政府信息公开工作年度报告", false, {"foreign_host"}},
        {"http://xxgk.example.edu.cn/a.html", "正文", true, {}},
        {"http://www.example.gov.cn.example.com/a.html", "正文", false, {"foreign_host"}},
        {"http://examplegov.cn/a.html", "正文", false, {"foreign_host"}},
        {"http://[::1]:8080/a.html", "正文", true, {}},
        {"", "正文", true, {}},
    };
    for (const auto& [url, text, official, noise] : cases) {
        const auto result = cleaned(text, std::string{url});
        EXPECT_EQ(result.official, official) << url << " " << text;
        EXPECT_EQ(result.noise, noise) << url << " " << text;
    }
}

TEST(Noise, ABrandThatAReportOnCrimeNamesIsItsOwnWord) {
    EXPECT_TRUE(
        cleaned("安溪县公安局2023年政府信息公开工作年度报告\n侦破“365bet”网络赌博案等案件12起。").official);
    EXPECT_FALSE(cleaned("一、总体情况\n365bet公安局认真执行条例。").official);
    EXPECT_FALSE(cleaned("365bet(中国)官方网站2024年政府信息公开工作年度报告").official);
}

TEST(Noise, BrandsInPlaceOfNamesShowAMirror) {
    const auto result = cleaned("必威体育app官网:教育局2021年政府信息公开工作年度报告");
    EXPECT_EQ(result.noise, Codes{"brand_words"});
    EXPECT_FALSE(result.official);
}

TEST(Noise, AWordProcessorsCommentsAreRemoved) {
    const auto result = cleaned("<!--[if !supportLists]-->一、<!--[endif]-->总体情况");
    EXPECT_EQ(result.document.blocks[0].text, "一、总体情况");
    EXPECT_EQ(result.noise, Codes{"word_residue"});
}

TEST(Noise, TablesAreCleanedToo) {
    model::Document document;
    add_paragraph(document, "統(tǒng)計(jì)現(xiàn)將執(zhí)行規(guī)定據(jù)實");
    add_grid(document, "收費(fèi) | 項目");
    EXPECT_EQ(clean(document, {}).document.grids[0].cells[0].text, "收费");
}

}  // namespace
}  // namespace ogi::parser
