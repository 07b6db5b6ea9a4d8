#include "parser/repetition.h"

#include <gtest/gtest.h>

#include <string>

namespace ogi::parser {
namespace {

const std::string first =
    "本局高度重视政务公开工作，全年组织业务培训3次，进一步健全信息发布审核机制，提升公开质量。";
const std::string second =
    "下一步将围绕群众关心的住房教育医疗问题，拓宽公开渠道，主动回应社会关切，加强队伍建设。";

TEST(Repetition, TheSameTextIsRepeatedWholeWhateverItsFigures) {
    EXPECT_EQ(repeated_percent(first, first), 100);
    auto other_figures = first;
    other_figures.replace(other_figures.find('3'), 1, "１２ ");
    EXPECT_EQ(repeated_percent(other_figures, first), 100);
}

TEST(Repetition, AnotherTextIsNot) {
    EXPECT_EQ(repeated_percent(second, first), 0);
    EXPECT_EQ(repeated_percent(second, ""), 0);
}

TEST(Repetition, CountsTheShareOfThisYearsRuns) {
    const auto half = repeated_percent(first + second, first);
    ASSERT_TRUE(half);
    EXPECT_GT(*half, 35);
    EXPECT_LT(*half, 55);
    EXPECT_EQ(repeated_percent(first, first + second), 100);  // What was left out since does not count.
}

TEST(Repetition, AShortTextTellsNothing) {
    EXPECT_EQ(repeated_percent("无其他需要报告的事项。", "无其他需要报告的事项。"), std::nullopt);
    EXPECT_EQ(repeated_percent("", ""), std::nullopt);
}

TEST(Repetition, SectionsArePairedByNumberElseByTitle) {
    model::Report last_year, report;
    last_year.sections = {{1, "总体情况", first}, {0, "存在的主要问题", second}, {6, "其他", "无"}};
    report.sections = {{1, "总体情况", second}, {5, "存在的主要问题", second}, {6, "其他", "无"}};
    const auto repetition = compare_texts(last_year, report);
    ASSERT_EQ(repetition.sections.size(), 2u);
    EXPECT_EQ(repetition.sections[0].percent, 0);
    EXPECT_EQ(repetition.sections[1].percent, 100);
    EXPECT_EQ(repetition.sections[1].title, "存在的主要问题");
    ASSERT_TRUE(repetition.whole);
    EXPECT_GT(*repetition.whole, 80);  // All of it stood somewhere last year.
}

}  // namespace
}  // namespace ogi::parser
