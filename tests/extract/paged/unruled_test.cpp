#include "extract/paged/build_document.h"

#include "drawing.h"

#include <gtest/gtest.h>

namespace ogi::extract::paged {
namespace {

const std::vector<float> xs = {50, 250, 320, 390};

model::Document document_of(const Drawing& drawing) {
    PagedFile file;
    file.pages.push_back(drawing.page);
    return build_document(file);
}

std::string tables_of(const Drawing& drawing) {
    std::string tables;
    for (const auto& grid : document_of(drawing).grids) tables += rows_of(grid) + "--\n";
    return tables;
}

TEST(UnruledTable, HasTheColumnsThatGapsMake) {
    Drawing drawing;
    drawing.row(xs, 100, {"事项", "自然人", "企业", "总计"}).row(xs, 120, {"新收申请", "103", "7", "110"});
    drawing.row(xs, 140, {"上年结转", "2", "0", "2"});
    EXPECT_EQ(tables_of(drawing), "事项|自然人|企业|总计\n新收申请|103|7|110\n上年结转|2|0|2\n--\n");
}

TEST(UnruledTable, ABlankCellMovesNoFigure) {
    Drawing drawing;
    drawing.row(xs, 100, {"事项", "自然人", "企业", "总计"}).row(xs, 120, {"新收申请", "103", "7", "110"});
    drawing.row(xs, 140, {"上年结转", "", "5", "5"}).row(xs, 160, {"予以公开", "9", "", "9"});
    const auto document = document_of(drawing);
    ASSERT_EQ(document.grids.size(), 1U);
    EXPECT_EQ(document.grids[0].cell_at(2, 1), nullptr);
    EXPECT_EQ(document.grids[0].cell_at(2, 2)->text, "5");
    EXPECT_EQ(document.grids[0].cell_at(3, 3)->text, "9");
}

TEST(UnruledTable, ALabelAroundItsFiguresIsOne) {
    Drawing drawing;
    drawing.row(xs, 100, {"一、新收申请", "103", "7", "110"});
    drawing.row(xs, 120, {"二、要求行政机关确认或重新出具已获取"})
        .row(xs, 126, {"", "2", "0", "2"})
        .row(xs, 132, {"信息"});
    drawing.row(xs, 152, {"三、总计", "105", "7", "112"});
    EXPECT_EQ(
        tables_of(drawing),
        "一、新收申请|103|7|110\n二、要求行政机关确认或重新出具已获取信息|2|0|2\n三、总计|105|7|112\n--\n");
}

TEST(UnruledTable, RowsAreBetweenTheirRules) {
    Drawing drawing;
    drawing.row(xs, 100, {"新收", "103", "7", "110"}).row(xs, 120, {"要求行政机关", "2", "0", "2"});
    drawing.row(xs, 133, {"确认"}).row(xs, 153, {"总计", "105", "7", "112"});
    for (const auto y : {96.0F, 114.0F, 148.0F, 166.0F}) drawing.across(y, 50, 450);
    EXPECT_EQ(tables_of(drawing), "新收|103|7|110\n要求行政机关确认|2|0|2\n总计|105|7|112\n--\n");
}

TEST(UnruledTable, NumbersBelowEachOtherBetweenTwoRulesStayTwo) {
    Drawing drawing;
    drawing.row(xs, 100, {"新收", "103", "700", "803"}).row(xs, 120, {"结转", "200", "100", "300"});
    drawing.row(xs, 140, {"公开", "303", "800", "103"}).row(xs, 152, {"其他", "111", "222", "333"});
    for (const auto y : {96.0F, 114.0F, 134.0F, 166.0F}) drawing.across(y, 50, 450);
    EXPECT_NE(tables_of(drawing).find("303\n111"), std::string::npos) << tables_of(drawing);
}

TEST(UnruledTable, RowsOfWordsForNoneAndOfWideDigitsAreRows) {
    Drawing drawing;
    drawing.row(xs, 100, {"1.补正后申请", "１３", "无", "１３"})
        .row(xs, 115, {"2.重复申请", "无", "２", "２"});
    drawing.row(xs, 130, {"3.其他", "无", "无", "无"}).row(xs, 145, {"4.总计", "５", "２", "７"});
    EXPECT_EQ(tables_of(drawing),
              "1.补正后申请|１３|无|１３\n2.重复申请|无|２|２\n3.其他|无|无|无\n4.总计|５|２|７\n--\n");
}

TEST(UnruledTable, HeadsThatStandCloseAreHeadsOfTheirColumns) {
    Drawing drawing;
    drawing.text(50, 100, "结果维").text(82, 100, "结果纠").text(114, 100, "其他结").text(300, 100, "总计");
    drawing.text(62, 120, "1").text(92, 120, "5").text(125, 120, "0").text(305, 120, "6");
    drawing.text(62, 140, "2").text(92, 140, "0").text(125, 140, "0").text(305, 140, "2");
    EXPECT_EQ(tables_of(drawing), "结果维|结果纠|其他结|总计\n1|5|0|6\n2|0|0|2\n--\n");
}

// The texts of a row with the columns that each takes.
std::string spans_of(const model::Grid& grid, std::size_t row) {
    std::string spans;
    for (const auto& cell : grid.cells) {
        if (cell.row != row) continue;
        spans += cell.text + ' ' + std::to_string(cell.column) + '-' +
                 std::to_string(cell.column + cell.column_span) + ';';
    }
    return spans;
}

Drawing& two_groups(Drawing& drawing, float first_head, float second_head) {
    drawing.text(first_head, 100, "行政复议").text(second_head, 100, "行政诉讼");
    drawing.row({50, 100, 150, 200, 250}, 120, {"维持", "纠正", "总计", "维持", "总计"});
    return drawing.row({57, 107, 157, 207, 257}, 140, {"5", "1", "6", "2", "2"});
}

TEST(UnruledTable, HeadsInTheMiddleOfTheirColumnsTakeThem) {
    Drawing drawing;
    const auto document = document_of(two_groups(drawing, 93, 218));
    ASSERT_EQ(document.grids.size(), 1U);
    EXPECT_EQ(spans_of(document.grids[0], 0), "行政复议 0-3;行政诉讼 3-5;");
    EXPECT_EQ(spans_of(document.grids[0], 1), "维持 0-1;纠正 1-2;总计 2-3;维持 3-4;总计 4-5;");
}

TEST(UnruledTable, HeadsThatStandInTheMiddleOfNothingTakeNoMoreThanTheirOwn) {
    Drawing drawing;
    const auto document = document_of(two_groups(drawing, 53, 218));
    ASSERT_EQ(document.grids.size(), 1U);
    EXPECT_EQ(spans_of(document.grids[0], 0), "行政复议 0-1;行政诉讼 4-5;");
}

TEST(UnruledTable, ProseListsAndSignaturesAreNone) {
    Drawing drawing;
    drawing.text(50, 100, "本年度共收到申请")
        .text(250, 100, "均已依法答复并按期归档保存")
        .text(50, 115, "各单位按时报送");
    drawing.text(50, 300, "1.").text(70, 300, "继续做好主动公开的各项工作，及时更新栏目").text(50, 315, "2.");
    drawing.text(70, 315, "加强培训，提高工作人员的业务能力和水平");
    drawing.text(300, 500, "某市人民政府办公室").text(300, 515, "2025年1月20日");
    EXPECT_EQ(tables_of(drawing), "");
    EXPECT_FALSE(document_of(drawing).blocks.empty());
}

}  // namespace
}  // namespace ogi::extract::paged
