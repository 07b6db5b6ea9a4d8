#include "parser/page_numbers.h"

#include "documents.h"
#include "sample_form.h"

#include "parser/read_cells.h"

#include <gtest/gtest.h>

#include <string>

namespace ogi::parser {
namespace {

TEST(PageMarks, AreKnownByTheirShape) {
    for (const std::u32string_view mark : {U"-7-", U"—12—", U"第7页", U"第7页共12页", U"第7页,共12页",
                                           U"7/12页", U"云岭县林业局2023年政府信息公开工作年度报告"})
        EXPECT_TRUE(is_page_mark(mark));
    for (const std::u32string_view value :
         {U"7", U"-7", U"--", U"—", U"7/12", U"第7项", U"第二十条", U"无", U""})
        EXPECT_FALSE(is_page_mark(value));
}

// Rows as text has them, a figure a line; the pages before and behind are numbered where prose stands.
std::string text_of(const std::string& row, bool numbered) {
    const auto tables = sample_form(FormYear::form_2021, [](const std::string&) { return std::string{"0"}; });
    std::string text;
    for (const auto& block : flatten(tables, Flattening::lines).blocks) text += block.text + "\n";
    const std::string label = "2.重复申请\n";
    const auto begin = text.find(label) + label.size();
    const auto end = text.find("3.要求提供公开出版物");
    text.replace(begin, end - begin, row);
    if (numbered) text.insert(text.find("二、主动公开"), "1\n");
    return text;
}

std::string row_of(const std::string& text) {
    const auto reading = read_cells(text_document(text));
    std::string row;
    for (const char* applicant :
         {"natural_person", "commercial", "research", "social", "legal_service", "other_org", "total"})
        row += shown(reading.cells.at("requests.rejected_duplicate." + std::string{applicant})) + " ";
    return row;
}

constexpr auto unreadable = "unreadable unreadable unreadable unreadable unreadable unreadable unreadable ";

TEST(PageNumbers, DoNotBecomeTheTotalThatARowLost) {
    EXPECT_EQ(row_of(text_of("5\n0\n0\n0\n1\n0\n2\n", true)), unreadable);
}

TEST(PageNumbers, AreLeftOutWhereTheTotalsProveTheRow) {
    EXPECT_EQ(row_of(text_of("5\n0\n0\n0\n1\n0\n6\n2\n", true)), "5 0 0 0 1 0 6 ");
}

TEST(PageNumbers, AWrongTotalOfTheAgencyIsReadAsPrinted) {
    EXPECT_EQ(row_of(text_of("5\n0\n0\n0\n1\n0\n7\n", false)), "5 0 0 0 1 0 7 ");
    EXPECT_EQ(row_of(text_of("50\n0\n0\n0\n10\n0\n97\n", true)), "50 0 0 0 10 0 97 ");
}

TEST(PageNumbers, ARowThatGoesOnInAnotherLineMustAddUp) {
    EXPECT_EQ(row_of(text_of("5\t0\t0\t0\t1\t0\n3\n", false)), unreadable);
    EXPECT_EQ(row_of(text_of("5\t0\t0\t0\t1\t0\n6\n", false)), "5 0 0 0 1 0 6 ");
}

TEST(PageNumbers, DoNotFillUpADisputeRow) {
    std::string text = text_of("0\n0\n0\n0\n0\n0\n0\n", false);
    const auto end = text.rfind("五、存在的");
    std::string row;
    for (const char* value : {"1", "0", "0", "1", "0", "0", "0", "0", "0", "2", "0", "0", "0", "2"})
        row += std::string{value} + "\n";
    const auto begin = text.rfind("总计", end) + std::string_view{"总计\n"}.size();
    text.replace(begin, end - begin, row + "9\n");
    const auto reading = read_cells(text_document(text));
    for (const auto& [id, cell] : reading.cells) {
        if (id.starts_with("litigation") || id.starts_with("reconsideration")) {
            EXPECT_EQ(shown(cell), "unreadable") << id;
        }
    }
}

}  // namespace
}  // namespace ogi::parser
