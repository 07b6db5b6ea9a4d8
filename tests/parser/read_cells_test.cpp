#include "parser/read_cells.h"

#include "documents.h"
#include "sample_form.h"

#include "model/names.h"

#include <gtest/gtest.h>

// Traps of flattened text, one by one: a form of zeros in which a few lines were damaged as seen in real
// reports.
namespace ogi::parser {
namespace {

std::string zeros(FormYear year, Flattening flattening) {
    const auto document =
        flatten(sample_form(year, [](const std::string&) { return std::string{"0"}; }), flattening);
    std::string text;
    for (const auto& block : document.blocks) text += block.text + "\n";
    return text;
}

// `text` with the one place that reads `from` changed.
std::string with(std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    EXPECT_NE(at, text.npos) << from;
    EXPECT_EQ(text.find(from, at + 1), text.npos) << from << " is there twice";
    return at == text.npos ? text : text.replace(at, from.size(), to);
}

// The cells of a row, natural_person to total.
std::string row(const CellReading& reading, const std::string& stem) {
    std::string out;
    for (const auto applicant : applicants()) {
        const auto cell = reading.cells.find(stem + "." + std::string{applicant});
        out += (out.empty() ? "" : " ") + (cell == reading.cells.end() ? "?" : shown(cell->second));
    }
    return out;
}

std::string cell(const CellReading& reading, std::string_view id) {
    const auto found = reading.cells.find(id);
    return found == reading.cells.end() ? "?" : shown(found->second);
}

const std::string nothing_but_total = "blank blank blank blank blank blank ";
const std::string unreadable_row =
    "unreadable unreadable unreadable unreadable unreadable unreadable unreadable";

struct Damage {
    const char* name;
    std::string from;
    std::string to;
    std::string stem;
    std::string expected;
};

TEST(TabbedRows, AreAlignedByTheirTotalWhereCellsWereMisplaced) {
    const std::string zero_row = "\t0\t0\t0\t0\t0\t0\t0";
    const Damage damages[] = {
        {"leading tabs", "5.要求行政机关确认或重新出具已获取信息" + zero_row,
         "5. 要求行政机关确认或重新出具已获取信息\t\t\t\t\t\t\t\t\t\t\t\t3",
         "requests.rejected_confirm_or_reissue", nothing_but_total + "3"},
        {"trailing tabs", "4.无正当理由大量反复申请" + zero_row,
         "4. 无正当理由大量反复申请\t\t\t\t\t\t\t3\t\t", "requests.rejected_mass_repeated",
         nothing_but_total + "3"},
        {"an empty label column", "一、本年新收政府信息公开申请数量" + zero_row,
         "一、本年新收政府信息公开申请数量\t\t2\t\t\t\t\t\t2\t", "requests.new_received",
         "2 blank blank blank blank blank 2"},
        {"no way to tell whose number it is", "2.重复申请" + zero_row, "2.重复申请\t\t2",
         "requests.rejected_duplicate", unreadable_row},
        {"a shifted row whose total does not agree", "2.重复申请" + zero_row,
         "2.重复申请\t\t4\t\t\t\t\t\t2\t", "requests.rejected_duplicate", unreadable_row},
        {"a number too many", "2.重复申请" + zero_row, "2.重复申请" + zero_row + "\t0",
         "requests.rejected_duplicate", unreadable_row},
    };
    for (const auto& damage : damages) {
        SCOPED_TRACE(damage.name);
        const auto reading = read_cells(
            text_document(with(zeros(FormYear::form_2019, Flattening::tabs), damage.from, damage.to)));
        EXPECT_EQ(row(reading, damage.stem), damage.expected);
        EXPECT_EQ(row(reading, "requests.carried_out"), "0 0 0 0 0 0 0");
        EXPECT_EQ(reading.anomalies.size(), damage.expected == unreadable_row ? 1u : 0u);
    }
}

TEST(TabbedRows, SayWhichRowCouldNotBeRead) {
    const auto text = with(zeros(FormYear::form_2019, Flattening::tabs), "2.重复申请\t0\t0\t0\t0\t0\t0\t0",
                           "2.重复申请\t\t2\t3");
    const auto reading = read_cells(text_document(text));
    ASSERT_EQ(reading.anomalies.size(), 1u);
    EXPECT_EQ(reading.anomalies[0].code, "misaligned_row");
    EXPECT_EQ(reading.anomalies[0].quote, "requests.rejected_duplicate: 2 3");
}

TEST(FlatText, DigitsOfNotesAndPageNumbersAreNoValues) {
    auto text = zeros(FormYear::form_2019, Flattening::tabs);
    text = with(text, "行政许可\t0\t0\t0", "行政许可（含备案 3 类）\t12\t0\t696");
    text = with(text, "其他对外管理服务事项\t0\t0\t0",
                "其他对外管理服务事项（指行政许可以外的，含行政处罚、行政强制等 9 类）\t24\t0\t41055");
    text = with(text, "第二十条第（八）项", "\n-3-\n\n第二十条第（八）项");
    text = with(text, "3.要求提供公开出版物", "-4-\n3.要求提供公开出版物");
    const auto reading = read_cells(text_document(text));
    EXPECT_EQ(cell(reading, "disclosure.license.items_prev_year"), "12");
    EXPECT_EQ(cell(reading, "disclosure.license.decisions"), "696");
    EXPECT_EQ(cell(reading, "disclosure.other_service.decisions"), "41055");
    EXPECT_EQ(cell(reading, "disclosure.penalty.decisions"), "0");
    EXPECT_EQ(cell(reading, "disclosure.coercion.decisions"), "0");
    EXPECT_EQ(row(reading, "requests.rejected_duplicate"), "0 0 0 0 0 0 0");
    EXPECT_TRUE(reading.anomalies.empty());
}

TEST(FlatText, ALabelBrokenAroundItsValuesIsStillOneRow) {
    auto text = zeros(FormYear::form_2021, Flattening::tabs);
    text = with(text, "(二)部分公开(区分处理的,只计这一情形,不计其他情形)\t0\t0\t0\t0\t0\t0\t0",
                "（二）部分公开（区分处理的，只计这一情\n447\t7\t0\t0\t0\t0\t454\n形，不计其他情形）");
    text = with(text, "5.要求行政机关确认或重新出具已获取信息\t0\t0\t0\t0\t0\t0\t0",
                "5.要求行政机关确认或重新出\n1\t0\t0\t0\t0\t0\t1\n具已获取信息");
    text = with(text, "4.保护第三方合法权益\t0\t0\t0\t0\t0\t0\t0",
                "4.保护第三方合法权益\t6\t0\t0\t0\t0\t0\t6\n（三）不\n理\n予公开");
    const auto reading = read_cells(text_document(text));
    EXPECT_EQ(row(reading, "requests.partially_granted"), "447 7 0 0 0 0 454");
    EXPECT_EQ(row(reading, "requests.rejected_confirm_or_reissue"), "1 0 0 0 0 0 1");
    EXPECT_EQ(row(reading, "requests.denied_third_party"), "6 0 0 0 0 0 6");
    EXPECT_EQ(row(reading, "requests.denied_internal_affairs"), "0 0 0 0 0 0 0");
}

TEST(FlatText, OneValueALineWithoutBlanksMarkedIsReadOnlyWhole) {
    auto text = zeros(FormYear::form_2021, Flattening::lines);
    text = with(text, "（三）不予公开", "（三）不\n\n予公开");
    const auto at = text.find("2.重复申请");
    text.replace(at, std::string{"2.重复申请\n\n0\n\n0"}.size(),
                 "2.重复申请\n\n0");  // A blank cell was lost.
    const auto reading = read_cells(text_document(text));
    EXPECT_EQ(row(reading, "requests.rejected_duplicate"), unreadable_row);
    EXPECT_EQ(row(reading, "requests.rejected_public_publication"), "0 0 0 0 0 0 0");
    EXPECT_EQ(row(reading, "requests.denied_state_secret"), "0 0 0 0 0 0 0");
}

TEST(FlatText, FillersOfBarsAreNoCells) {
    auto text = zeros(FormYear::form_2019, Flattening::barred_lines);
    text = with(text, "规范性文件 |\n0 |\n0 |\n0 |", "|\n规范性文件 |\n102 |\n|\n3 |\n||||");
    text = with(text, "2.重复申请 |\n0 |\n0 |\n0 |\n0 |\n0 |\n0 |\n0 |",
                "||\n2.重复申请 |\n|\n|\n|\n|\n|\n|\n7 |\n||");
    const auto reading = read_cells(text_document(text));
    EXPECT_EQ(cell(reading, "disclosure.normative_document.made"), "102");
    EXPECT_EQ(cell(reading, "disclosure.normative_document.disclosed"), "blank");
    EXPECT_EQ(cell(reading, "disclosure.normative_document.total_disclosed"), "3");
    EXPECT_EQ(row(reading, "requests.rejected_duplicate"), nothing_but_total + "7");
}

TEST(FlatText, HeaderWordsThatWereLostAreMadeUpForByPosition) {
    auto text = zeros(FormYear::form_2019, Flattening::tabs);
    text = with(text, "本年新制作数量\t本年新公开数量", "本年新\t本年新");
    const auto reading = read_cells(text_document(with(text, "规章\t0\t0\t0", "规章\t1\t2\t3")));
    EXPECT_EQ(reading.generation, model::Generation::form_2019);
    EXPECT_EQ(cell(reading, "disclosure.regulation.made"), "1");
    EXPECT_EQ(cell(reading, "disclosure.regulation.disclosed"), "2");
}

TEST(FlatText, ARowThatIsMissingIsAbsent) {
    const auto text =
        with(zeros(FormYear::form_2021, Flattening::tabs), "2.重复申请\t0\t0\t0\t0\t0\t0\t0\n", "");
    const auto reading = read_cells(text_document(text));
    EXPECT_EQ(row(reading, "requests.rejected_duplicate"),
              "absent absent absent absent absent absent absent");
    EXPECT_EQ(row(reading, "requests.rejected_public_publication"), "0 0 0 0 0 0 0");
    EXPECT_EQ(reading.cells.size(), 200u);
}

TEST(FlatText, WordsInsteadOfNumbersAreText) {
    auto text =
        with(zeros(FormYear::form_2021, Flattening::tabs), "规章\t0\t0\t0", "规章\t无\t/\t本单位未制作规章");
    const auto reading = read_cells(text_document(text));
    EXPECT_EQ(cell(reading, "disclosure.regulation.issued"), "text");
    EXPECT_EQ(cell(reading, "disclosure.regulation.repealed"), "slash");
    EXPECT_EQ(reading.cells.at("disclosure.regulation.in_force").raw, "本单位未制作规章");
}

TEST(FlatText, EverySubTableTellsItsOwnGeneration) {
    auto text = zeros(FormYear::form_2021, Flattening::tabs);
    text = with(text, "本年制发件数\t本年废止件数\t现行有效件数",
                "本年新制作数量\t本年新公开数量\t对外公开总数量");
    const auto reading = read_cells(text_document(text));
    EXPECT_EQ(reading.generation, model::Generation::mixed);
    EXPECT_EQ(cell(reading, "disclosure.regulation.made"), "0");
    EXPECT_EQ(cell(reading, "disclosure.regulation.issued"), "?");
    EXPECT_EQ(cell(reading, "disclosure.fee.amount"), "0");
    EXPECT_EQ(cell(reading, "requests.other_other.total"), "0");
    EXPECT_EQ(cell(reading, "requests.other.total"), "?");
}

TEST(FlatText, TheUnitOfAnAmountStandsInTheCell) {
    auto text = with(zeros(FormYear::form_2019, Flattening::tabs), "政府集中采购\t0\t0",
                     "政府集中采购\t15\t8768.62 万元");
    auto reading = read_cells(text_document(text));
    EXPECT_EQ(reading.cells.at("disclosure.procurement.amount").unit, "万元");
    EXPECT_EQ(reading.cells.at("disclosure.procurement.amount").raw, "8768.62 万元");
    EXPECT_EQ(reading.cells.at("disclosure.procurement.items").unit, "项");
    text =
        with(zeros(FormYear::form_2019, Flattening::tabs), "政府集中采购\t0\t0", "政府集中采购\t15\t251000");
    reading = read_cells(text_document(text));
    EXPECT_EQ(reading.cells.at("disclosure.procurement.amount").unit, "");
}

TEST(GluedText, IsReadOnlyWhereTheSplitIsCertain) {
    const Damage damages[] = {
        {"seven digits that add up", "重复申请0000000", "重复申请6000017", "requests.rejected_duplicate",
         "6 0 0 0 0 1 7"},
        {"seven digits that do not", "重复申请0000000", "重复申请6000018", "requests.rejected_duplicate",
         unreadable_row},
        {"eight digits", "重复申请0000000", "重复申请12000012", "requests.rejected_duplicate",
         unreadable_row},
        {"spaces in some places", "重复申请0000000", "重复申请200 000121", "requests.rejected_duplicate",
         unreadable_row},
        {"spaces in all places", "重复申请0000000", "重复申请20 0 0 0 0 1 21", "requests.rejected_duplicate",
         "20 0 0 0 0 1 21"},
    };
    for (const auto& damage : damages) {
        SCOPED_TRACE(damage.name);
        const auto text = with(zeros(FormYear::form_2019, Flattening::glued), damage.from, damage.to);
        const auto reading = read_cells(text_document(text));
        EXPECT_EQ(row(reading, damage.stem), damage.expected);
        EXPECT_EQ(row(reading, "requests.rejected_public_publication"), "0 0 0 0 0 0 0");
    }
    auto text = with(zeros(FormYear::form_2019, Flattening::glued), "行政许可000", "行政许可396442278");
    text = with(text, "行政事业性收费00", "行政事业性收费35-15");
    const auto reading = read_cells(text_document(text));
    EXPECT_EQ(cell(reading, "disclosure.license.decisions"), "unreadable");
    EXPECT_EQ(cell(reading, "disclosure.fee.items_prev_year"), "35");
    EXPECT_EQ(cell(reading, "disclosure.fee.items_delta"), "-15");
    ASSERT_FALSE(reading.anomalies.empty());
    EXPECT_EQ(reading.anomalies[0].code, "glued_cells");
}

TEST(FreeForm, HasNoCells) {
    const auto reading = read_cells(text_document(
        "一、概述\n全年主动公开规范性文件102份，实施行政许可696件，行政处罚19902件。\n二、依申请公开\n共收到"
        "申请2件，予以公开1件，"
        "部分公开1件。\n三、复议和诉讼\n行政复议0件，行政诉讼0件，未经复议直接起诉和复议后起诉的均无。"));
    EXPECT_EQ(reading.generation, model::Generation::free_form);
    EXPECT_TRUE(reading.cells.empty());
    EXPECT_EQ(reading.table_blocks, std::vector<bool>(6, false));
    EXPECT_TRUE(read_cells({}).cells.empty());
}

TEST(Places, LeadBackToTheBytesOfTheSource) {
    const auto text = with(zeros(FormYear::form_2021, Flattening::tabs), "行政许可\t0", "行政许可\t 12258 ");
    const auto reading = read_cells(text_document(text));
    const auto& found = reading.cells.at("disclosure.license.decisions");
    ASSERT_TRUE(found.at);
    EXPECT_EQ(text.substr(found.at->bytes.begin, found.at->bytes.end - found.at->bytes.begin), "12258");
    EXPECT_EQ(found.at->grid, -1);
}

}  // namespace
}  // namespace ogi::parser
