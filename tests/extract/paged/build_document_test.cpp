#include "extract/paged/build_document.h"

#include "drawing.h"

#include <gtest/gtest.h>

namespace ogi::extract::paged {
namespace {

const std::vector<float> xs = {50, 150, 250, 350};

model::Document document_of(std::vector<Page> pages) {
    PagedFile file;
    file.pages = std::move(pages);
    return build_document(file);
}

model::Grid only_grid(const model::Document& document) {
    EXPECT_EQ(document.grids.size(), 1U);
    return document.grids.empty() ? model::Grid{} : document.grids[0];
}

TEST(PagedDocument, ReadsATableThatLinesPart) {
    Drawing drawing;
    drawing.text(50, 60, "规章和规范性文件").table(xs, {100, 120, 140});
    drawing.row(xs, 105, {"信息内容", "本年制发件数", "现行有效件数"}).row(xs, 125, {"规章", "1", "11"});
    const auto document = document_of({drawing.page});
    EXPECT_EQ(document.format, model::Format::pdf);
    EXPECT_EQ(rows_of(only_grid(document)), "信息内容|本年制发件数|现行有效件数\n规章|1|11\n");
    ASSERT_EQ(document.blocks.size(), 2U);
    EXPECT_EQ(document.blocks[0].text, "规章和规范性文件");
    EXPECT_EQ(document.grids[0].cells[5].box, (model::PageBox{1, 250, 120, 350, 140}));
}

TEST(PagedDocument, ReadsMergedCellsFromTheLinesThatAreMissing) {
    Drawing drawing;
    drawing.across(100, 50, 350).across(120, 150, 350).across(140, 50, 350).across(160, 50, 350);
    drawing.down(50, 100, 160).down(150, 100, 160).down(250, 120, 140).down(350, 100, 160);
    drawing.text(55, 115, "行政复议")
        .row(xs, 105, {"", "总计"})
        .row(xs, 125, {"", "1", "2"})
        .row(xs, 145, {"合", "3"});
    const auto grid = only_grid(document_of({drawing.page}));
    EXPECT_EQ(rows_of(grid), "行政复议|总计\n1|2\n合|3\n");
    EXPECT_EQ(grid.cell_at(1, 0)->row_span, 2);
    EXPECT_EQ(grid.cell_at(0, 2)->column_span, 2);
    EXPECT_EQ(grid.cell_at(2, 2)->text, "3");
}

TEST(PagedDocument, TakesTheEndsOfLinesForSidesThatAreMissing) {
    Drawing drawing;
    for (const auto y : {100.0F, 120.0F, 140.0F}) drawing.across(y, 50, 350);
    drawing.down(150, 100, 140).down(250, 100, 140);
    drawing.row(xs, 105, {"甲", "1", "2"}).row(xs, 125, {"乙", "3", "4"});
    EXPECT_EQ(rows_of(only_grid(document_of({drawing.page}))), "甲|1|2\n乙|3|4\n");
}

TEST(PagedDocument, ADoubleLineOrOneInPiecesIsOneLine) {
    Drawing drawing;
    drawing.table(xs, {100, 120, 140}).across(101.5F, 50, 350).down(151.5F, 100, 140);
    for (auto x = 50.0F; x < 350; x += 6) drawing.across(160, x, x + 4);
    for (const auto x : xs) drawing.down(x, 142, 160);
    drawing.row(xs, 105, {"甲", "1", "2"}).row(xs, 125, {"乙", "3", "4"}).row(xs, 145, {"丙", "5", "6"});
    EXPECT_EQ(rows_of(only_grid(document_of({drawing.page}))), "甲|1|2\n乙|3|4\n丙|5|6\n");
}

TEST(PagedDocument, DigitsSetApartAreOneNumberOnlyWhereNothingElseCanBeMeant) {
    Drawing drawing;
    drawing.table(xs, {100, 120, 140, 160});
    drawing.text(160, 105, "103", 10, 6);                                 // 1 0 3, evenly
    drawing.text(160, 125, "12").text(185, 125, "34");                    // two numbers
    drawing.text(260, 105, "1").text(268, 105, "0").text(280, 105, "3");  // unevenly
    drawing.text(260, 125, "1").text(280, 125, "0").text(300, 125, "3");  // far apart: lines between are lost
    drawing.text(55, 145, "1").text(63, 145, "0");
    drawing.text(160, 145, "1").text(175, 145, "0");
    EXPECT_EQ(rows_of(only_grid(document_of({drawing.page}))), "|103|1\n0\n3\n|12\n34|1\n0\n3\n10|1\n0|\n");
}

TEST(PagedDocument, FiguresThatABlankOrAGapPartsStayTwo) {
    Drawing drawing;
    drawing.table(xs, {100, 120, 140, 160});
    drawing.text(60, 105, "5 3").text(160, 105, "3 4 5").text(260, 105, "12 345");
    drawing.text(55, 125, "12").text(133, 125, "345");  // at the two ends of the cell
    drawing.text(160, 125, "12").text(172.5F, 125, "345").text(260, 125, "-12").text(278, 125, "34");
    EXPECT_EQ(rows_of(only_grid(document_of({drawing.page}))),
              "5\n3|3\n4\n5|12\n345\n12\n345|12 345|-12\n34\n||\n");
}

TEST(PagedDocument, ASmallRaisedDigitIsANoteAndAnyOtherUnlikeOneMakesDoubt) {
    Drawing drawing;
    drawing.table(xs, {100, 120, 140});
    drawing.text(160, 105, "43").text(170, 103, "1", 6).text(173, 103, "2", 6);
    drawing.text(260, 105, "43").text(270, 109, "1", 6);    // on the same base line
    drawing.text(60, 125, "43").text(70, 122.5F, "1", 10);  // raised, but as large
    EXPECT_EQ(rows_of(only_grid(document_of({drawing.page}))), "|43¹²|431\uFFFC\n431\uFFFC||\n");
}

TEST(PagedDocument, WhatALineStrikesOutIsGone) {
    Drawing drawing;
    drawing.table(xs, {100, 120, 140});
    drawing.text(160, 105, "12").text(173, 105, "345").across(110.5F, 160, 170);
    drawing.text(260, 105, "43").across(110.5F, 258, 276);  // longer than what it strikes
    drawing.text(60, 125, "43").across(134.5F, 60, 70);     // below
    EXPECT_EQ(rows_of(only_grid(document_of({drawing.page}))), "|345|43\uFFFC\n43||\n");
}

TEST(PagedDocument, AFigureThatCrossesALineIsInNoCell) {
    Drawing drawing;
    drawing.table(xs, {100, 120, 140, 160});
    drawing.text(140, 105, "4361").text(344, 125, "7").text(351, 125, "8").text(340, 145, "123");
    EXPECT_EQ(rows_of(only_grid(document_of({drawing.page}))), "43\uFFFC|61\uFFFC|\n||7\n||12\uFFFC\n");
}

TEST(PagedDocument, LinesOfACellAreOneWhereTheCellEndedThem) {
    Drawing drawing;
    drawing.table({50, 100, 130, 200}, {100, 140});
    drawing.text(54, 105, "行政机关").text(54, 120, "名称");  // full: 40 of 50
    drawing.text(104, 105, "3985").text(104, 120, "758");     // full: 20 of 30
    drawing.text(134, 105, "12").text(134, 120, "34");        // two numbers below each other
    EXPECT_EQ(rows_of(only_grid(document_of({drawing.page}))), "行政机关名称|3985758|12\n34\n");
}

TEST(PagedDocument, ATableOverAPageBreakIsOneWithoutItsRepeatedHead) {
    Drawing first{1};
    first.text(50, 60, "三、申请情况").table(xs, {700, 720, 740});
    first.row(xs, 705, {"事项", "自然人", "总计"})
        .row(xs, 725, {"（一）新收", "1", "2"})
        .text(290, 800, "- 1 -");
    Drawing second{2};
    second.table(xs, {60, 80, 100})
        .row(xs, 65, {"事项", "自然人", "总计"})
        .row(xs, 85, {"（二）结转", "3", "4"});
    second.text(50, 200, "四、复议").text(290, 800, "- 2 -");
    const auto document = document_of({first.page, second.page});
    EXPECT_EQ(rows_of(only_grid(document)), "事项|自然人|总计\n（一）新收|1|2\n（二）结转|3|4\n");
    EXPECT_EQ(document.grids[0].cells.back().box.page, 2);
    ASSERT_EQ(document.blocks.size(), 3U);
    EXPECT_EQ(document.blocks[2].text, "四、复议");
}

TEST(PagedDocument, ARowThatThePageBreaksIsOneAgain) {
    Drawing first{1};
    first.table(xs, {700, 720, 740})
        .row(xs, 705, {"（一）新收", "1", "2"})
        .row(xs, 725, {"（二）逾期", "", ""});
    Drawing second{2};
    second.table(xs, {60, 80, 100}).row(xs, 65, {"不补正", "3", "4"}).row(xs, 85, {"（三）其他", "5", "6"});
    EXPECT_EQ(rows_of(only_grid(document_of({first.page, second.page}))),
              "（一）新收|1|2\n（二）逾期不补正|3|4\n（三）其他|5|6\n");
}

TEST(PagedDocument, TwoRowsWithFiguresAreNeverOne) {
    Drawing first{1};
    first.table(xs, {700, 720}).row(xs, 705, {"（一）新收", "1", "2"});
    Drawing second{2};
    second.table(xs, {60, 80, 100}).row(xs, 65, {"又一行", "3", "4"}).row(xs, 85, {"（三）其他", "5", "6"});
    EXPECT_EQ(rows_of(only_grid(document_of({first.page, second.page}))),
              "（一）新收|1|2\n又一行|3|4\n（三）其他|5|6\n");
}

TEST(PagedDocument, TablesWithOtherColumnsOrTextBetweenStayApart) {
    Drawing first{1};
    first.table(xs, {700, 720, 740}).row(xs, 705, {"甲", "1", "2"});
    Drawing second{2};
    second.table({50, 180, 350}, {60, 80, 100}).row({50, 180}, 65, {"乙", "3"});
    EXPECT_EQ(document_of({first.page, second.page}).grids.size(), 2U);
    Drawing third{2};
    third.text(50, 60, "四、复议").table(xs, {80, 100, 120}).row(xs, 85, {"丙", "1", "2"});
    EXPECT_EQ(document_of({first.page, third.page}).grids.size(), 2U);
}

TEST(PagedDocument, ReadsAPageThatLiesOnItsSide) {
    Drawing drawing;
    drawing.table(xs, {100, 120, 140}).row(xs, 105, {"甲", "1", "2"}).row(xs, 125, {"乙", "3", "4"});
    auto page = drawing.page;  // Turned clockwise: what was at (x, y) is at (height − y, x).
    std::swap(page.width, page.height);
    const auto turn = [&](Box& box) {
        box = {page.width - box.bottom, box.left, page.width - box.top, box.right};
    };
    for (auto& glyph : page.glyphs) turn(glyph.box), glyph.turn = Turn::clockwise;
    for (auto& rule : page.rules) {
        Box box{rule.x0, rule.y0, rule.x1, rule.y1};
        turn(box);
        rule = {box.left, box.top, box.right, box.bottom, rule.thickness};
    }
    const auto grid = only_grid(document_of({page}));
    EXPECT_EQ(rows_of(grid), "甲|1|2\n乙|3|4\n");
    EXPECT_EQ(grid.cells[0].box, (model::PageBox{1, 842 - 120, 50, 842 - 100, 150}));
}

TEST(PagedDocument, JoinsTheLinesOfAParagraphAlsoOverAPage) {
    Drawing first{1};
    first.text(70, 740, "总体情况如下所述的内容很长要写满一行为止")
        .text(50, 755, "这一行也写满直到右边的页边距处才算是完整的");
    first.text(50, 770, "最后这一行在页面的底部仍然写满了没有结束");
    Drawing second{2};
    second.text(50, 60, "它在下一页才结束。").text(70, 75, "新的一段。");
    const auto document = document_of({first.page, second.page});
    ASSERT_EQ(document.blocks.size(), 2U);
    EXPECT_TRUE(document.blocks[0].text.ends_with("没有结束它在下一页才结束。"));
    EXPECT_EQ(document.blocks[1].text, "新的一段。");
}

TEST(PagedDocument, RunningHeadsAreOutsideAndPageNumbersNowhere) {
    std::vector<Page> pages;
    for (std::uint16_t number = 1; number <= 3; ++number) {
        Drawing drawing{number};
        drawing.text(50, 20, "某市年度报告")
            .text(50, 300, "正文" + std::to_string(number))
            .text(290, 810, "第" + std::to_string(number) + "页");
        pages.push_back(drawing.page);
    }
    const auto document = document_of(pages);
    ASSERT_EQ(document.outside.size(), 1U);
    EXPECT_EQ(document.outside[0].text, "某市年度报告");
    for (const auto& block : document.blocks) EXPECT_EQ(block.text.find("页"), std::string::npos);
}

TEST(PagedDocument, HiddenTextIsNotReadAndTextDrawnTwiceOnce) {
    Drawing drawing;
    drawing.text(50, 100, "一次").text(50.3F, 100, "一次").text(50, 200, "看不见");
    for (auto& glyph : drawing.page.glyphs) glyph.hidden = glyph.box.top > 150;
    const auto document = document_of({drawing.page});
    ASSERT_EQ(document.blocks.size(), 1U);
    EXPECT_EQ(document.blocks[0].text, "一次");
}

TEST(PagedDocument, RadicalsAreTheCharactersTheyLookLike) {
    Drawing drawing;
    drawing.text(50, 100, "⼯作⻚");  // U+2F2F, U+2EDA.
    EXPECT_EQ(document_of({drawing.page}).blocks[0].text, "工作页");
}

TEST(PagedDocument, OfPicturesAloneSaysSo) {
    Drawing scan;
    scan.page.pictures.push_back({0, 0, 595, 842});
    EXPECT_EQ(document_of({scan.page}).unsupported, "scanned PDF: its pages are pictures");
    Drawing text{2};
    text.text(50, 100, "附在后面的说明写在这里，是可以读的文字，不少于二十个字。");
    const auto both = document_of({scan.page, text.page});
    EXPECT_EQ(both.format, model::Format::pdf);
    EXPECT_EQ(both.limits, std::vector<std::string>{"scanned_pages"});
}

TEST(PagedDocument, SaysWhyThereIsNone) {
    const auto why = [](Obstacle obstacle) { return build_document({.obstacle = obstacle}).unsupported; };
    EXPECT_EQ(why(Obstacle::encrypted), "PDF document that asks for a password");
    EXPECT_EQ(why(Obstacle::damaged), "PDF document that is damaged");
    EXPECT_EQ(why(Obstacle::no_pages), "PDF document without pages");
}

}  // namespace
}  // namespace ogi::extract::paged
