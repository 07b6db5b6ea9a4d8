#include "parser/split_document.h"

#include "documents.h"
#include "parser/parse_report.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace ogi::parser {
namespace {

std::string sections(std::string_view more = "") {
    return "一、总体情况\n本单位全年主动公开政府信息12条，其中通过门户网站公开9条，通过政务新媒体公开3条，及"
           "时回应群众关切，"
           "认真落实保密审查要求，做到先审查后公开，没有发生泄密事件，公开内容的时效性和准确性比上一年有所提"
           "高，群众满意度稳步上升，"
           "对重点领域的信息安排专人负责更新维护。\n二、主动公开政府信息情况\n见下。\n" +
           std::string{more} +
           "三、收到和处理政府信息公开申请情况\n未收到申请。\n五、存在的主要问题及改进情况\n还不够及时。";
}

// The first line of each piece and how many blocks it has.
std::string pieces_of(std::string_view text) {
    std::string found;
    for (const auto& piece : split_document(text_document(text)))
        found += piece.blocks.front().text + " " + std::to_string(piece.blocks.size()) + "\n";
    return found;
}

const std::string education = "示例县教育局2022年政府信息公开工作年度报告\n";
const std::string civil = "示例县民政局2022年政府信息公开工作年度报告\n";
const std::string last_year = "示例县教育局2021年政府信息公开工作年度报告\n";

TEST(SplitDocument, PutsEachReportUnderItsTitle) {
    EXPECT_EQ(pieces_of("各部门年报汇编\n" + education + sections() + "\n" + civil + sections()),
              "示例县教育局2022年政府信息公开工作年度报告 9\n示例县民政局2022年政府信息公开工作年度报告 9\n");
}

TEST(SplitDocument, LeavesOneReportWhole) {
    EXPECT_EQ(pieces_of(education + sections()), "");
    EXPECT_EQ(pieces_of(education + education + sections()), "");                 // The title twice.
    EXPECT_EQ(pieces_of(education + civil + last_year), "");                      // A list.
    EXPECT_EQ(pieces_of(education + sections() + "\n" + civil + last_year), "");  // Links at the foot.
    EXPECT_EQ(pieces_of(education + sections(last_year + "申请数量 3\n")), "");   // Last year's table within.
    EXPECT_EQ(pieces_of("详见" + education + sections() + "\n根据" + last_year + sections()), "");
}

TEST(SplitDocument, LastYearsTableBetweenTwoReportsStaysWithTheFirst) {
    EXPECT_EQ(
        pieces_of(education + sections(last_year + "申请数量 3\n") + "\n" + civil + sections()),
        "示例县教育局2022年政府信息公开工作年度报告 11\n示例县民政局2022年政府信息公开工作年度报告 9\n");
}

TEST(ParseReports, NamesEveryReport) {
    const auto reports = parse_reports(text_document(education + sections() + "\n" + civil + sections()), {});
    ASSERT_EQ(reports.size(), 2U);
    EXPECT_EQ(reports[0].agency.name, "示例县教育局");
    EXPECT_EQ(reports[1].agency.name, "示例县民政局");
    EXPECT_EQ(reports[1].year, 2022);
}

TEST(ParseReports, OfAPageThatIsNoneSayWhy) {
    const auto reports = parse_reports(text_document("天气预报\n晴\n"), {});
    ASSERT_EQ(reports.size(), 1U);
    EXPECT_FALSE(reports[0].is_report);
    EXPECT_FALSE(reports[0].reason.empty());
}

}  // namespace
}  // namespace ogi::parser
