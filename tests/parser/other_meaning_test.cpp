#include "parser/other_meaning.h"

#include <gtest/gtest.h>

namespace ogi::parser {
namespace {

TEST(OtherMeaning, TurnsALabelRoundByTimeAndByNegation) {
    for (const auto* before :
         {U"(七)上年", U"上一年度", U"去年的", U"上年同期", U"1.不", U"累计", U"2022年", U"2022年度"})
        EXPECT_TRUE(turns_round(before, 2023));
    for (const auto* before : {U"", U"(七)", U"三、本年度", U"2023年", U"2023年度", U"12022年", U"1."})
        EXPECT_FALSE(turns_round(before, 2023));
}

TEST(OtherMeaning, DoesNotKnowAnotherYearWithoutTheReports) {
    EXPECT_FALSE(turns_round(U"2022年", 0));
    EXPECT_FALSE(names_another_time(U"2022年处理决定数量", 0));
}

TEST(OtherMeaning, TellsHeadsOfAnotherTimeFromTheForms) {
    for (const auto* head :
         {U"上年处理决定数量", U"2022年自然人", U"累计制发件数", U"上一年处理决定数量", U"去年总计"})
        EXPECT_TRUE(names_another_time(head, 2023));
    for (const auto* head : {U"上一年项目数量", U"上年度项目数量", U"上一年", U"累计现行有效件数",
                             U"2023年处理决定数量", U"本年制发件数", U"总计"})
        EXPECT_FALSE(names_another_time(head, 2023));
}

}  // namespace
}  // namespace ogi::parser
