#include "parser/stat_table.h"

#include "documents.h"
#include "parser/read_cells.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace ogi::parser {
namespace {

// "标题: 列,列 / 格,格 / …".
std::string written(const model::StatTable& table) {
    std::string out = table.title + ":";
    for (const auto& column : table.columns) out += " " + column;
    for (const auto& row : table.rows) {
        out += " /";
        for (const auto& cell : row) out += " " + (cell.value ? cell.value->text() : cell.raw);
    }
    return out;
}

const std::string expected =
    "信息公开情况统计表: 指标名称 单位 本年 累计 / 主动公开数 条 12 345 / 其中：1．网站公开数 条 10 300 / "
    "收费 万元 0.5 0";

TEST(StatTable, IsReadFromWordsInAParagraph) {
    const auto reading =
        read_cells(text_document("五、问题 还不够。 信息公开情况统计表 指标名称 单位 本年 累计 主动公开数 条 "
                                 "12 345 其中：1．网站公开数 条 10 300 "
                                 "收费 万元 0.5 0 附件下载"));
    ASSERT_EQ(reading.stat_tables.size(), 1u);
    EXPECT_EQ(written(reading.stat_tables[0]), expected);
    EXPECT_EQ(reading.generation, model::Generation::free_form);
    EXPECT_TRUE(reading.cells.empty());
    EXPECT_EQ(reading.table_blocks, std::vector<bool>{false});
}

TEST(StatTable, IsReadFromTabsAndFromOneValueALine) {
    const std::string title = "信息公开情况统计表\n";
    const std::string rows =
        "指标名称\t单位\t本年\t累计\n主动公开数\t条\t12\t345\n其中：1．网站公开数\t条\t10\t300\n收费\t万元\t0"
        ".5\t0\n附件";
    std::string lines = rows;
    std::ranges::replace(lines, '\t', '\n');
    for (const auto& text : {title + rows, title + lines}) {
        const auto reading = read_cells(text_document(text));
        ASSERT_EQ(reading.stat_tables.size(), 1u);
        EXPECT_EQ(written(reading.stat_tables[0]), expected);
        EXPECT_TRUE(reading.table_blocks.front());
        EXPECT_FALSE(reading.table_blocks.back());
    }
}

TEST(StatTable, IsReadFromAGridAsItStands) {
    model::Document document;
    add_paragraph(document, "附表");
    add_grid(
        document,
        "信息公开情况统计表 "
        ">>4\n指标名称|单位|本年|累计\n主动公开数|条|12|345\n其中：1．网站公开数|条|10|300\n收费|万元|0.5|0");
    const auto reading = read_cells(document);
    ASSERT_EQ(reading.stat_tables.size(), 1u);
    EXPECT_EQ(written(reading.stat_tables[0]), expected);
    EXPECT_EQ(reading.stat_tables[0].rows[0][2].at->grid, 0);
    EXPECT_EQ(reading.stat_tables[0].rows[0][2].at->row, 2);
    EXPECT_EQ(reading.table_blocks, (std::vector<bool>{false, true}));
}

TEST(StatTable, IsNotSeenInOtherTablesAndInProse) {
    model::Document document;
    add_paragraph(document, "本年度各项指标完成。指标 单位 很多。");
    add_grid(document, "姓名|职务\n某人|科员\n某人|科员");
    add_grid(document, "");
    EXPECT_TRUE(read_cells(document).stat_tables.empty());
    EXPECT_TRUE(read_cells(text_document("指标名称 单位")).stat_tables.empty());
    EXPECT_TRUE(read_cells(text_document("指标名称 单位 本年 主动公开数 条 12")).stat_tables.empty());
}

}  // namespace
}  // namespace ogi::parser
