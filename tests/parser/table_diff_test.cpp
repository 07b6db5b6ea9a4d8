#include "parser/table_diff.h"

#include <gtest/gtest.h>

#include <string>

namespace ogi::parser {
namespace {

using Tables = std::vector<model::StatTable>;

model::Cell words(std::string text) {
    return {model::CellKind::text, {}, std::move(text), "", {}};
}

model::Cell number(std::int64_t value) {
    return {model::CellKind::number, model::Decimal::whole(value), std::to_string(value), "", {}};
}

Tables one_table() {
    return {{"统计表",
             {"指标", "单位", "2014年", "2015年"},
             {{words("主动公开数"), words("条"), number(10), number(11)},
              {words("其中"), words("条"), number(20), number(21)},
              {words("收到申请数"), words("件"), number(30), number(31)},
              {words("其中"), words("件"), number(40), number(41)}}}};
}

std::string side(const model::Cell& cell) {
    return cell.value ? cell.value->text() : cell.kind == model::CellKind::absent ? "-" : cell.raw;
}

std::string told(const std::vector<TableChange>& changes) {
    static constexpr const char* names[] = {"set", "appear", "vanish", "label", "order"};
    std::string text;
    for (const auto& change : changes) {
        text += std::string{names[static_cast<std::size_t>(change.kind)]} + " " + change.row + "/" +
                change.column + " " + side(change.old_cell) + ">" + side(change.new_cell) + "\n";
    }
    return text;
}

TEST(TableDiff, TellsAFigureByTheLabelOfItsRowAndTheHeadOfItsColumn) {
    auto after = one_table();
    after[0].rows[3][3] = number(99);
    EXPECT_EQ(told(diff_tables(one_table(), after)), "set 其中#2/2015年 41>99\n");
    EXPECT_EQ(class_of(diff_tables(one_table(), after)), model::ChangeClass::value);
}

TEST(TableDiff, ARowPutInShiftsNoOtherCell) {
    auto after = one_table();
    after[0].rows.insert(after[0].rows.begin() + 1, {words("重点领域"), words("条"), number(5), number(6)});
    EXPECT_EQ(told(diff_tables(one_table(), after)),
              "appear 重点领域/2014年 ->5\nappear 重点领域/2015年 ->6\n");
    EXPECT_EQ(told(diff_tables(after, one_table())),
              "vanish 重点领域/2014年 5>-\nvanish 重点领域/2015年 6>-\n");
    EXPECT_EQ(class_of(diff_tables(one_table(), after)), model::ChangeClass::structure);
}

TEST(TableDiff, AColumnPutInShiftsNoOtherCell) {
    auto after = one_table();
    after[0].columns.insert(after[0].columns.begin() + 2, "2013年");
    for (auto& row : after[0].rows) row.insert(row.begin() + 2, number(7));
    EXPECT_EQ(told(diff_tables(one_table(), after)),
              "appear 主动公开数/2013年 ->7\nappear 其中/2013年 ->7\nappear 收到申请数/2013年 ->7\nappear "
              "其中#2/2013年 ->7\n");
}

TEST(TableDiff, RowsInAnotherOrderChangeNothingButTheOrder) {
    auto after = one_table();
    std::swap(after[0].rows[0], after[0].rows[2]);
    EXPECT_EQ(told(diff_tables(one_table(), after)), "order / ->-\n");
    EXPECT_EQ(class_of(diff_tables(one_table(), after)), model::ChangeClass::editorial);
    after[0].rows[0][2] = number(33);
    EXPECT_EQ(told(diff_tables(one_table(), after)), "set 收到申请数/2014年 30>33\norder / ->-\n");
}

TEST(TableDiff, ALabelOrHeadWrittenOtherwiseIsTheSameRowOrColumn) {
    auto after = one_table();
    after[0].rows[0][0] = words("主动公开政府信息数");
    after[0].columns[2] = "2014年度";
    EXPECT_EQ(told(diff_tables(one_table(), after)),
              "label /2014年度 2014年>2014年度\nlabel 主动公开政府信息数/ 主动公开数>主动公开政府信息数\n");
    EXPECT_EQ(class_of(diff_tables(one_table(), after)), model::ChangeClass::editorial);
}

TEST(TableDiff, ATableComesAndGoes) {
    auto after = one_table();
    after.insert(after.begin(), {"另一表", {"指标", "数"}, {{words("甲"), number(1)}}});
    EXPECT_EQ(told(diff_tables(one_table(), after)), "appear 甲/数 ->1\n");
    EXPECT_EQ(told(diff_tables(after, one_table())), "vanish 甲/数 1>-\n");
    EXPECT_TRUE(diff_tables(after, after).empty());
    EXPECT_EQ(told(diff_tables({}, {{"空表", {}, {}}})), "appear / ->-\n");
}

TEST(TableDiff, IsEmptyIfAndOnlyIfAReaderSeesNoDifference) {
    const auto before = one_table();
    for (std::size_t row = 0; row < 4; ++row) {
        for (std::size_t column = 0; column < 4; ++column) {
            auto after = before;
            after[0].rows[row][column] = column < 2 ? words("改") : number(1'000);
            EXPECT_FALSE(same_tables(before, after));
            EXPECT_EQ(diff_tables(before, after).size(), 1U) << row << ' ' << column;
            after[0].rows[row].pop_back();
            EXPECT_FALSE(diff_tables(before, after).empty());
        }
    }
    auto after = before;
    after[0].rows[0][0] = words("主动 公开数");
    after[0].rows[0][2].raw = " 10";
    EXPECT_TRUE(same_tables(before, after));
    EXPECT_TRUE(diff_tables(before, after).empty());
}

}  // namespace
}  // namespace ogi::parser
