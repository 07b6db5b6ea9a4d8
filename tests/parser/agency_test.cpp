#include "parser/agency.h"

#include "parser/agency_name.h"
#include "parser/agency_title.h"
#include "parser/place_context.h"
#include "tests/parser/documents.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <utility>

namespace ogi::parser {
namespace {

model::AgencyName agency_of(const model::Document& document, const Hints& hints, std::string title) {
    return find_agency(document, hints, std::array{std::move(title)});
}

TEST(AgencyName, IsWhatATitleSaysBesideItsYear) {
    struct Case {
        std::string_view title;
        std::string_view agency;
    };
    for (const auto& [title, agency] : {
             Case{"安溪县财政局2020年政府信息公开工作年度报告", "安溪县财政局"},
             Case{"2020年安溪县财政局政府信息公开工作年度报告", "安溪县财政局"},
             Case{"关于安溪县财政局2020年度政务公开工作情况的报告", "安溪县财政局"},
             Case{"现公布安溪县2022年政府信息公开工作年度报告", "安溪县"},
             Case{"安溪县 财政局 二〇一二年 政府信息公开年报", "安溪县财政局"},
             Case{"安溪县人民政府信息公开工作年度报告（2020年）", "安溪县人民政府"},
             Case{"2020年政府信息公开工作年度报告", ""},
             Case{"我局2020年度政府信息公开工作年度报告", ""},
             Case{"安溪县财政局2020年决算", ""},
         }) {
        EXPECT_EQ(agency_of_title(title), agency) << title;
    }
}

TEST(AgencyName, EndsWhereTheSentenceGoesOn) {
    struct Case {
        std::string_view text;
        std::string_view name;
    };
    for (const auto& [text, name] : {
             Case{"南昌市公安局新建分局在区委的领导下", "南昌市公安局新建分局"},
             Case{"安溪县发展和改革局认真贯彻", "安溪县发展和改革局"},
             Case{"安溪县教育局（地址：城东路）", "安溪县教育局"},
             Case{"我们认真做好各项工作", ""},
             Case{"在省水利厅的指导下", ""},
             Case{"增强做好政府信息公开工作", ""},
             Case{"按照县委、县政府部署", ""},
         }) {
        EXPECT_EQ(leading_agency(text), name) << text;
    }
}

std::string completed(std::string_view name, std::string url = {}, std::string_view body = {}) {
    auto document = text_document(body);
    document.url = std::move(url);
    return complete_name(name, PlaceContext{document, {}}).name;
}

TEST(AgencyName, IsCompletedInTheOrderOfItsParts) {
    struct Case {
        std::string_view written;
        std::string_view full;
    };
    for (const auto& [written, full] : {
             Case{"浙江省湖州市南浔镇人民政府", "浙江省湖州市南浔镇人民政府"},
             Case{"江西省南昌市新建乡村振兴局", "江西省南昌市新建区乡村振兴局"},
             Case{"东西湖区公安分局", "武汉市公安局东西湖区分局"},
             Case{"池州市公安贵池分局", "池州市公安局贵池分局"},
             Case{"南昌市公安局新建分局", "南昌市公安局新建分局"},
             Case{"江西省南昌市新建区公安分局", "江西省南昌市新建区公安分局"},
             Case{"重庆市公安局渝北区分局", "重庆市公安局渝北区分局"},
             Case{"麒麟区自然资源局", "曲靖市麒麟区自然资源局"},
             Case{"略阳县公安局", "略阳县公安局"},
             Case{"开远市", "开远市人民政府"},
             Case{"西山区", "昆明市西山区人民政府"},
             Case{"阿里地区", "阿里地区行政公署"},
             Case{"龙游县横山镇", "龙游县横山镇人民政府"},
             Case{"道里区经纬街道", "哈尔滨市道里区经纬街道办事处"},
             Case{"平潭综合实验区", "平潭综合实验区管理委员会"},
             Case{"平潭综合实验区管委会", "平潭综合实验区管理委员会"},
             Case{"益阳高新区市场监督管理局", "益阳高新区市场监督管理局"},
             Case{"安溪县城乡建设局", "安溪县城乡建设局"},
             Case{"安溪县乡村振兴局", "安溪县乡村振兴局"},
             Case{"安溪县政府办公室", "安溪县人民政府办公室"},
             Case{"江苏省统计局", "江苏省统计局"},
             Case{"自然资源部", "自然资源部"},
             Case{"国家税务总局嘉兴市税务局", "国家税务总局嘉兴市税务局"},
         }) {
        EXPECT_EQ(completed(written), full) << written;
    }
}

TEST(AgencyName, ThePageDecidesBetweenPlacesOfOneName) {
    EXPECT_EQ(completed("郊区水利局"), "郊区水利局") << "nothing decides";
    EXPECT_EQ(completed("郊区水利局", "https://www.tljq.gov.cn/a.html"), "铜陵市郊区水利局");
    EXPECT_EQ(completed("鼓楼区司法局", "", "在南京市司法局指导下开展工作"), "南京市鼓楼区司法局");
    EXPECT_EQ(completed("市中区交通运输局", "https://www.neijiangshizhongqu.gov.cn/a"),
              "内江市市中区交通运输局");
}

TEST(AgencyName, AKindOfPlaceIsFilledInFromTheSite) {
    EXPECT_EQ(completed("县教育局", "https://www.minhe.gov.cn/a.html"), "民和回族土族自治县教育局");
    EXPECT_EQ(completed("县教育局"), "县教育局");
}

TEST(Agency, TheTitleSpeaksFirst) {
    auto document = text_document("发布机构：安溪县人民政府\n本报告由安溪县人民政府办公室编制。");
    const auto agency = agency_of(document, {}, "安溪县财政局2020年政府信息公开工作年度报告");
    EXPECT_EQ(agency.name, "安溪县财政局");
    EXPECT_EQ(agency.division, "350524");
    EXPECT_EQ(agency.evidence, "title");
    EXPECT_GT(agency.confidence, 0.9);
}

TEST(Agency, WithoutATitleThePrefaceTheSignatureAndTheFirstSentenceSpeak) {
    struct Case {
        std::string_view text;
        std::string_view agency;
    };
    for (const auto& [text, agency] : {
             Case{"本报告由安溪县水利局编制，我局认真执行。", "安溪县水利局"},
             Case{"如有疑问，请与安溪县水利局政府信息公开办公室联系（电话：0595-1）。", "安溪县水利局"},
             Case{"我局认真执行条例。\n安溪县水利局\n2021年1月20日", "安溪县水利局"},
             Case{"2020年,安溪县水利局在县委、县政府的领导下开展工作。", "安溪县水利局"},
             Case{"我局通过“略阳公安”微信公众号公开发布信息。", "略阳县公安局"},
         }) {
        EXPECT_EQ(agency_of(text_document(text), {}, "").name, agency) << text;
    }
}

// However long the line is, its end is not the end of the name, least of all inside a character.
TEST(Agency, IsWholeWhereItsLineIsLong) {
    for (std::size_t filler = 560; filler < 600; ++filler) {
        const std::string line = std::string(filler, '-') + "来源：平潭县公安局";
        const auto agency = agency_of(text_document("我局公开信息15条。\n" + line), {}, "");
        EXPECT_EQ(agency.as_written, "平潭县公安局") << filler;
    }
}

TEST(Agency, ATitleWithoutAPlaceIsCompletedByWhoSigned) {
    const auto agency =
        agency_of(text_document("我局公开信息15条。\n来源：平潭县公安局办公室 时间：2010-05-12"), {},
                  "公安局2009年度政府信息公开工作年度报告");
    EXPECT_EQ(agency.name, "平潭县公安局");
}

TEST(Agency, AnAccountsNameIsWeakEvidence) {
    const auto agency = agency_of(text_document("通过“略阳公安”微信公众号公开发布信息116条。"), {}, "");
    EXPECT_EQ(agency.evidence, "account");
    EXPECT_LE(agency.confidence, 0.5);
}

TEST(Agency, TheHintHelpsWhereThePageIsSilent) {
    const auto agency =
        agency_of(text_document("我局认真执行条例。"), {.url = {}, .agency = "安溪县水利局"}, "");
    EXPECT_EQ(agency.name, "安溪县水利局");
    EXPECT_EQ(agency.evidence, "source");
}

TEST(Agency, NobodyIsNamedWhereNobodyIs) {
    EXPECT_EQ(agency_of(text_document("我局认真执行条例，按照县委、县政府的部署开展工作。"), {}, "").name,
              "");
}

}  // namespace
}  // namespace ogi::parser
