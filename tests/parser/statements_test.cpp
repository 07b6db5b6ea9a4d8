#include "parser/statements.h"

#include "parser/figures.h"
#include "tests/parser/documents.h"

#include <gtest/gtest.h>

namespace ogi::parser {
namespace {

std::string told(const model::Statement& s) {
    return s.name + "=" + (s.value ? s.value->text() : "?") + (s.approximate ? "~" : "") + s.unit;
}

std::vector<model::Statement> statements_of(std::string_view text,
                                            const std::vector<bool>& table_blocks = {}) {
    const auto document = text_document(text);
    return read_statements(document, join_prose(document, table_blocks));
}

std::vector<std::string> told_of(std::string_view text) {
    std::vector<std::string> all;
    for (const auto& statement : statements_of(text)) all.push_back(told(statement));
    return all;
}

using Told = std::vector<std::string>;

TEST(Figures, AreReadWithTheirMeasureWords) {
    struct Case {
        std::string_view text;
        std::string_view value;
        std::string_view unit;
        bool approximate;
    };
    for (const auto& [text, value, unit, approximate] : {
             Case{"受理3119件", "3119", "件", false},
             Case{"受理 1,234 件", "1234", "件", false},
             Case{"受理１２件", "12", "件", false},
             Case{"上稿60余篇", "60", "篇", true},
             Case{"发布 1160 余 条", "1160", "条", true},
             Case{"约300人次", "300", "人次", true},
             Case{"阅读1.2万人次", "12000", "人次", true},
             Case{"金额21672.16万元", "21672.16", "万元", false},
             Case{"收取3940元", "3940", "元", false},
             Case{"收取5千元", "5", "千元", false},
             Case{"收取五千元", "5000", "元", false},
             Case{"收取3千万元", "30000000", "元", true},
             Case{"公开5千余条", "5000", "条", true},
             Case{"阅读3百万人次", "3000000", "人次", true},
             Case{"点击1万亿次", "1000000000000", "次", true},
             Case{"共十二件", "12", "件", false},
             Case{"共两起", "2", "起", false},
         }) {
        const auto figures = find_figures(text);
        ASSERT_EQ(figures.size(), 1u) << text;
        EXPECT_EQ(figures[0].value->text(), value) << text;
        EXPECT_EQ(figures[0].unit, unit) << text;
        EXPECT_EQ(figures[0].approximate, approximate) << text;
    }
}

TEST(Figures, YearsSharesOrdinalsAndTelephonesAreNone) {
    for (const std::string_view text :
         {"2019年", "达100%", "第3项", "电话0533-2189585", "统一部署", "〔2019〕60号", "第一次", "5十件"}) {
        EXPECT_TRUE(find_figures(text).empty()) << text;
    }
}

TEST(Figures, ANumberLostToAFontHasNoValue) {
    const auto figures = find_figures("更新信息⠶ 份");
    ASSERT_EQ(figures.size(), 1u);
    EXPECT_FALSE(figures[0].value);
}

TEST(Statements, NameApplicationsByWhatWasDoneWithThem) {
    EXPECT_EQ(told_of("2024年，全市共受理政府信息公开申请3119件，答复3050件（含上年度结转申请34件，另有103件"
                      "顺延到下年度答复）。"),
              (Told{"requests.new_received=3119件", "requests.total_processed=3050件",
                    "requests.carried_in=34件", "requests.carried_out=103件"}));
    EXPECT_EQ(told_of("分局共收到公民、法人提出的政府信息公开申请4宗，已办结。"),
              Told{"requests.new_received=4宗"});
    EXPECT_EQ(told_of("全年办理政府信息公开申请218件。"), Told{"requests.total_processed=218件"});
}

TEST(Statements, DisputesKeepTheirKindThroughTheSentence) {
    EXPECT_EQ(
        told_of("政府信息公开行政复议13件，其中结果维持7件，结果纠正1件；政府信息公开行政诉讼2件，其中结果维"
                "持1件，尚未审结1件。"),
        (Told{"reconsideration.total=13件", "reconsideration.upheld=7件", "reconsideration.corrected=1件",
              "litigation.total=2件", "litigation.upheld=1件", "litigation.pending=1件"}));
}

TEST(Statements, DisputesThatAreNotAboutDisclosureAreLeftOut) {
    EXPECT_TRUE(told_of("全年办理行政复议案件351件，其中维持72件。").empty());
}

TEST(Statements, OtherYearsAndDifferencesAreLeftOut) {
    EXPECT_EQ(told_of("2022年，我局收到政府信息公开申请4件，较2021年增加3件，2021年收到政府信息公开申请1件。2"
                      "022年工作有序。"),
              Told{"requests.new_received=4件"});
    EXPECT_EQ(told_of("2023年收到政府信息公开申请22起，比2022年（31起）下降29%。2023年无诉讼。"),
              Told{"requests.new_received=22起"});
}

TEST(Statements, NoneIsZero) {
    EXPECT_EQ(told_of("2020年，我局未收到政府信息公开申请。"), Told{"requests.new_received=0"});
    EXPECT_EQ(told_of("未发生因政府信息公开引起的行政复议、行政诉讼。"),
              (Told{"reconsideration.total=0", "litigation.total=0"}));
}

TEST(Statements, PublishedPenaltiesAreNoDecisions) {
    EXPECT_EQ(told_of("公开行政处罚115条。"), Told{"disclosure.penalty_published=115条"});
    EXPECT_EQ(
        told_of("2019年，共制作规范性文件102份，实施行政许可696件，政府集中采购共计234件，21672.16万元。"),
        (Told{"disclosure.normative_document.made=102份", "disclosure.license.decisions=696件",
              "disclosure.procurement.items=234件", "disclosure.procurement.amount=21672.16万元"}));
}

TEST(Statements, ApproximateFiguresSaySo) {
    EXPECT_EQ(told_of("市政府网站主动公开各类政府信息5500余条。"), Told{"disclosure.total=5500~条"});
}

TEST(Statements, QuoteTheClauseAndKnowItsPlace) {
    const auto statements = statements_of("前言。\n我局全年收到政府信息公开申请4件。");
    ASSERT_EQ(statements.size(), 1u);
    EXPECT_EQ(statements[0].quote, "我局全年收到政府信息公开申请4件");
    ASSERT_TRUE(statements[0].at);
    EXPECT_EQ(statements[0].at->bytes.begin, std::string_view{"前言。\n"}.size());
}

TEST(Statements, ATableIsNoProse) {
    EXPECT_TRUE(statements_of("收到政府信息公开申请4件。", {true}).empty());
}

TEST(Statements, AHeadingSaysWhatTheApplicationsRightBelowItAreFor) {
    EXPECT_EQ(told_of("三、依申请公开政府信息情况\n2012年收到书面申请5件，全部答复。"),
              (Told{"requests.new_received=5件"}));
    EXPECT_EQ(told_of("二、政府信息公开申请办理情况\n\n全年受理申请两件。"),
              (Told{"requests.new_received=2件"}));
    for (const auto* text :
         {"三、为民服务情况\n2012年收到书面申请5件。", "依申请公开政府信息情况良好。\n收到书面申请5件。",
          "三、依申请公开政府信息情况\n申请均已答复。\n窗口收到书面申请5件。",
          "三、依申请公开政府信息情况\n收到来信5件。", "三、依申请公开政府信息情况\n收到许可申请5件。"})
        EXPECT_TRUE(told_of(text).empty()) << text;
}

}  // namespace
}  // namespace ogi::parser
