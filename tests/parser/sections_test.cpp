#include "parser/sections.h"

#include "tests/parser/documents.h"

#include <gtest/gtest.h>

namespace ogi::parser {
namespace {

std::vector<model::Section> sections_of(std::string_view text, const std::vector<bool>& table_blocks = {}) {
    const auto document = text_document(text);
    return read_sections(document, join_prose(document, table_blocks));
}

TEST(Sections, AreSplitAtTheirHeadings) {
    const auto sections = sections_of(
        "前言一段，说明编制依据。\n一、总体情况\n第一段。\n第二段。\n五、存在的主要问题及改进情况\n无。");
    ASSERT_EQ(sections.size(), 3u);
    EXPECT_EQ(sections[0], (model::Section{0, "", "前言一段，说明编制依据。"}));
    EXPECT_EQ(sections[1], (model::Section{1, "总体情况", "第一段。\n第二段。"}));
    EXPECT_EQ(sections[2], (model::Section{5, "存在的主要问题及改进情况", "无。"}));
}

TEST(Sections, VariantsAndLostNumbersAreStillHeadings) {
    struct Case {
        std::string_view line;
        int number;
        std::string_view title;
    };
    for (const auto& [line, number, title] : {
             Case{"三、依申请公开工作情况", 3, "依申请公开工作情况"},
             Case{"四、 因政府信息公开申请行政复议、提起行政诉讼的情况：", 4,
                  "因政府信息公开申请行政复议、提起行政诉讼的情况"},
             Case{"总体情况", 0, "总体情况"},
             Case{"一．概述", 1, "概述"},
             Case{"一、工作落实情况", 1, "工作落实情况"},
         }) {
        const auto sections = sections_of(std::string{line} + "\n正文。");
        ASSERT_EQ(sections.size(), 1u) << line;
        EXPECT_EQ(sections[0].number, number) << line;
        EXPECT_EQ(sections[0].title, title) << line;
    }
}

TEST(Sections, RowsOfTheFormAndSubpointsAreNoHeadings) {
    const auto sections = sections_of(
        "三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量\n四、结转下年度继续办理\n"
        "一、完善公开机制。坚持值班制度，及时公开。");
    ASSERT_EQ(sections.size(), 1u);
    EXPECT_EQ(sections[0].number, 3);
}

TEST(Sections, AreFoundInAPageThatIsOneParagraph) {
    const auto sections = sections_of(
        "本报告包括总体情况、主动公开政府信息情况等部分。一、总体情况2020年，我区坚持公开。二、主动公开政府信"
        "息情况 数据。"
        "六、其他需要报告的事项 无");
    ASSERT_EQ(sections.size(), 4u);
    EXPECT_EQ(sections[1], (model::Section{1, "总体情况", "2020年，我区坚持公开。"}));
    EXPECT_EQ(sections[2], (model::Section{2, "主动公开政府信息情况", "数据。"}));
    EXPECT_EQ(sections[3], (model::Section{6, "其他需要报告的事项", "无"}));
}

TEST(Sections, LeaveOutTablesAndTheSitesLines) {
    const auto sections = sections_of("字号：大 中 小\n一、总体情况\n正文。\n0|0|0\n浏览次数：72\n附件下载",
                                      {false, false, false, true});
    ASSERT_EQ(sections.size(), 1u);
    EXPECT_EQ(sections[0].text, "正文。");
}

TEST(Sections, LeaveOutTheTitleAboveThem) {
    constexpr std::string_view title = "某县水利局2023年政府信息公开工作年度报告";
    const auto preface = [&](const std::string& above) {
        auto document = text_document(above + "\n一、总体情况\n正文。");
        document.format = model::Format::word;  // Whose paragraphs are whole.
        const auto sections = read_sections(document, join_prose(document, {}), title);
        return sections.front().number == 0 ? sections.front().text : std::string{};
    };
    const std::string first =
        "根据《中华人民共和国政府信息公开条例》和有关规定，现将本单位的年度报告公布如下。";
    EXPECT_EQ(preface("某县水利局2023年政府信息公开工作年度报告\n" + first), first);
    EXPECT_EQ(preface("某县水利局\n2023年政府信息公开 工作年度报告\n" + first), first);
    EXPECT_EQ(preface("附件\n某县水利局2023年政府信息公开工作年度报告\n" + first), "附件\n" + first);
    EXPECT_EQ(preface("某县水利局2023年政府信息公开工作年度报告"), "");
    EXPECT_EQ(preface("某县水利局2023年度报告\n" + first), "某县水利局2023年度报告\n" + first);
    EXPECT_EQ(preface(first), first);
}

TEST(Sections, ATableOfContentsIsNone) {
    const auto sections =
        sections_of("目录\n一、总体情况\n二、主动公开情况\n一、总体情况\n正文。\n二、主动公开情况\n数据。");
    ASSERT_EQ(sections.size(), 3u);
    EXPECT_EQ(sections[1].text, "正文。");
}

TEST(Sections, LinesBrokenInASentenceAreJoined) {
    const auto sections = sections_of(
        "一、总体情况\n我局全年共受理政府信息公开申请三千余件，答\n复三千件，均在法定期限内予以答复。");
    EXPECT_EQ(sections.at(0).text,
              "我局全年共受理政府信息公开申请三千余件，答复三千件，均在法定期限内予以答复。");
}

}  // namespace
}  // namespace ogi::parser
