#include "parser/national_table.h"

#include "documents.h"
#include "parser/cell_labels.h"
#include "parser/checks.h"
#include "parser/national_form.h"
#include "parser/read_cells.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace ogi::parser {
namespace {

// A row of the national table in a drawing of documents.h.
std::string row(std::string_view label, std::string_view figure, std::string_view unit = "件") {
    return std::string{label} + "|" + std::string{unit} + "|" + std::string{figure} + "\n";
}

const std::string requests = row("（一）收到申请数", "6") + row("1．当面申请数", "1") +
                             row("2．传真申请数", "0") + row("3．网络申请数", "4") +
                             row("4．信函申请数", "1");
const std::string disputes = row("四、行政复议数量", "2") + row("（一）维持具体行政行为数", "1") +
                             row("（二）被依法纠错数", "1") + row("（三）其他情形数", "0") +
                             row("五、行政诉讼数量", "3") +
                             row("（一）维持具体行政行为或者驳回原告诉讼请求数", "3") +
                             row("（二）被依法纠错数", "0") + row("（三）其他情形数", "0");

CellReading read_grid(const std::string& rows, const std::string& header = "统计指标|单位|统计数\n") {
    model::Document document;
    add_grid(document, header + rows);
    return read_cells(document);
}

std::string at(const CellReading& reading, std::string_view id) {
    const auto found = reading.cells.find(id);
    return found == reading.cells.end() ? "none" : shown(found->second);
}

TEST(NationalForm, HasALabelOfItsOwnForEveryRowButThoseItPrintsTwice) {
    std::set<std::string> twice;
    for (const auto& form : national_rows()) {
        const auto rows = national_rows_of(form.label);
        ASSERT_EQ(std::ranges::count(rows, &form), 1) << form.label;
        if (rows.size() > 1) twice.insert(national_key(form.label));
        EXPECT_TRUE(form.parent.empty() || find_national_row(form.parent) != nullptr) << form.parent;
    }
    EXPECT_EQ(twice, (std::set<std::string>{"维持具体行政行为", "被依法纠错", "其他情形"}));
}

TEST(NationalForm, KnowsALabelWithAndWithoutItsNumbering) {
    for (const auto* label : {"（一）收到申请数", "收到申请数", "(一)收到申请数量（件）",
                              "一、 收到 申请数：", "其中：收到申请数"}) {
        const auto rows = national_rows_of(label);
        ASSERT_EQ(rows.size(), 1u) << label;
        EXPECT_EQ(rows[0]->id, "s14.app") << label;
    }
    for (const auto* label : {"", "（一）", "数", "收到申请答复数", "网上申请数", "一收到申请数"})
        EXPECT_TRUE(national_rows_of(label).empty()) << label;
}

TEST(NationalTable, FillsTheCellsOfItsRows) {
    const auto reading = read_grid(requests + disputes);
    EXPECT_EQ(reading.generation, model::Generation::free_form);
    EXPECT_EQ(reading.cells.size(), 58u);
    const std::map<std::string, std::string> expected = {{"s14.app", "6"},
                                                         {"s14.app_net", "4"},
                                                         {"s14.reconsideration.corrected", "1"},
                                                         {"s14.litigation.upheld", "3"},
                                                         {"s14.litigation.corrected", "0"},
                                                         {"s14.done", "absent"}};
    for (const auto& [id, value] : expected) EXPECT_EQ(at(reading, id), value) << id;
    EXPECT_EQ(reading.cells.find("s14.app")->second.unit, "件");
    EXPECT_EQ(reading.cells.find("s14.app")->second.at->row, 1);
    EXPECT_EQ(reading.stat_tables.size(), 1u);
}

TEST(NationalTable, NeedsEnoughRowsOfTheForm) {
    EXPECT_TRUE(read_grid(requests).cells.empty());
    std::string local = requests + disputes;
    for (int i = 0; i < 9; ++i) local += row("本市指标" + std::to_string(i), "5");
    EXPECT_TRUE(read_grid(local).cells.empty());
}

TEST(NationalTable, DoesNotGuessWhoseALabelIsThatStandsTwice) {
    std::string without_row = requests + disputes;
    const auto begin = without_row.find("五、行政诉讼数量");
    without_row.replace(begin, without_row.find('\n', begin) - begin, "五、应诉案件|件|3");
    const auto reading = read_grid(without_row);
    EXPECT_EQ(at(reading, "s14.reconsideration.corrected"), "1");
    EXPECT_EQ(at(reading, "s14.litigation.upheld"), "3");  // Only litigation has this label.
    const auto alone = read_grid(requests + row("四、行政复议数量", "2") + row("其他数", "2") +
                                 row("（二）被依法纠错数", "1") + row("六、举报投诉数量", "1") +
                                 row("（一）申请办结数", "6"));
    EXPECT_EQ(at(alone, "s14.reconsideration"), "2");
    EXPECT_EQ(at(alone, "s14.reconsideration.corrected"), "absent");
    EXPECT_EQ(at(alone, "s14.litigation.corrected"), "absent");
}

TEST(NationalTable, SaysNothingWhereARowStandsTwiceWithTwoFigures) {
    const auto reading = read_grid(requests + disputes + row("收到申请数", "7") + row("3.网络申请数", "4"));
    EXPECT_EQ(at(reading, "s14.app"), "unreadable");
    EXPECT_EQ(at(reading, "s14.app_net"), "4");
    ASSERT_EQ(reading.anomalies.size(), 1u);
    EXPECT_EQ(reading.anomalies[0].code, "repeated_row");
}

TEST(NationalTable, ReadsTheColumnOfTheYearOrNone) {
    const auto read_of = [](const std::string& header) {
        model::Document document;
        add_paragraph(document, "某县水利局2016年政府信息公开工作年度报告");
        std::string rows = requests + disputes;
        for (std::size_t at = 0; (at = rows.find('\n', at)) != rows.npos; at += 3)
            rows.replace(at, 1, "|9\n");
        add_grid(document, header + rows);
        return at(read_cells(document), "s14.app");
    };
    EXPECT_EQ(read_of("统计指标|单位|2015年|2016年\n"), "9");
    EXPECT_EQ(read_of("统计指标|单位|本年度|历年累计\n"), "6");
    EXPECT_EQ(read_of("统计指标|单位|统计数|备注\n"), "6");
    EXPECT_EQ(read_of("统计指标|单位|数量|上年\n"), "none");
    EXPECT_EQ(read_of("统计指标|单位|2014年|2015年\n"), "none");
}

TEST(NationalTable, DoesNotTakeAMergedFigureForOneRow) {
    auto rows = requests + disputes;
    const auto begin = rows.find("2．传真申请数|件|0\n3．网络申请数|件|4");
    rows.replace(begin, std::string_view{"2．传真申请数|件|0\n3．网络申请数|件|4"}.size(),
                 "2．传真申请数|件|4 vv2\n3．网络申请数|件");
    const auto reading = read_grid(rows);
    EXPECT_EQ(at(reading, "s14.app_fax"), "unreadable");
    EXPECT_EQ(at(reading, "s14.app_net"), "unreadable");
    EXPECT_EQ(at(reading, "s14.app_letter"), "1");
}

TEST(NationalTable, DoesNotReadARowThatMovedToTheRight) {
    auto rows = requests + disputes;
    const std::string_view fax = "2．传真申请数|件|0", net = "3．网络申请数|件|4";
    rows.replace(rows.find(fax), fax.size(), "2．传真申请数|件|7|0");
    rows.replace(rows.find(net), net.size(), "3．网络申请数|件||4");
    const auto reading = read_grid(rows);
    EXPECT_EQ(at(reading, "s14.app_fax"), "unreadable");
    EXPECT_EQ(at(reading, "s14.app_net"), "unreadable");
    EXPECT_EQ(at(reading, "s14.app_letter"), "1");
}

TEST(NationalTable, DoesNotTakeALabelsNumberForAFigureInText) {
    std::string rows = requests + disputes;
    rows.replace(rows.find("0\n3．"), std::string_view{"0\n3．"}.size(), "\n3 ");
    std::ranges::replace(rows, '|', ' ');
    const auto reading =
        read_cells(text_document("统 计 指 标 单位 统计数\n三、依申请公开情况 —— ——\n" + rows));
    EXPECT_EQ(at(reading, "s14.app_inperson"), "1");
    EXPECT_EQ(at(reading, "s14.app_fax"), "unreadable");
    EXPECT_EQ(at(reading, "s14.app_net"), "4");
}

TEST(NationalTable, HasSumsOfItsOwn) {
    const auto outcome = [](const std::string& rows, std::string_view id) {
        const auto reading = read_grid(rows);
        const auto checks = check_identities(reading.cells, reading.generation);
        EXPECT_EQ(checks.size(), 7u);
        return std::ranges::find(checks, id, &model::Check::id)->outcome;
    };
    EXPECT_EQ(outcome(requests + disputes, "s14.app"), model::CheckOutcome::holds);
    EXPECT_EQ(outcome(requests + disputes, "s14.done"), model::CheckOutcome::not_assessable);
    auto broken = requests;
    broken.replace(broken.find("|6"), 2, "|8");
    EXPECT_EQ(outcome(broken + disputes, "s14.app"), model::CheckOutcome::violated);
    auto blank = requests;
    blank.replace(blank.find("|0"), 2, "|");
    EXPECT_EQ(outcome(blank + disputes, "s14.app"), model::CheckOutcome::not_assessable);

    const auto reading = read_grid(requests + disputes);
    EXPECT_EQ(verdict_of(check_identities(reading.cells, reading.generation)), model::Verdict::consistent);
    EXPECT_EQ(label_of("s14.litigation.other").text(),
              "政府信息公开情况统计表“五、行政诉讼数量（三）其他情形数”行“统计数”列");
}

}  // namespace
}  // namespace ogi::parser
