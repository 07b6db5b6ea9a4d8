#include "parser/several_tables.h"

#include "documents.h"
#include "sample_form.h"

#include "parser/read_cells.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>

// A table that stands twice in a document, and a row that stands twice in a table.
namespace ogi::parser {
namespace {

std::vector<SampleTable> filled(const std::string& printed) {
    return sample_form(FormYear::form_2021, [&](const std::string&) { return printed; });
}

const std::vector<std::string> headings = {"二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
                                           "四、政府信息公开行政复议、行政诉讼情况"};

// A report of 2023; `blocks` are added one after the other: "=5" is the table filled with fives, all else is
// a line.
model::Document report(const std::vector<std::vector<std::string>>& sections, Flattening flattening) {
    model::Document document;
    document.title = "云岭县林业局2023年政府信息公开工作年度报告";
    document.blocks.push_back({model::BlockKind::heading, document.title, 0, {}});
    for (std::size_t i = 0; i < sections.size(); ++i) {
        add_paragraph(document, headings[i]);
        for (const auto& block : sections[i]) {
            if (block.front() != '=') {
                add_paragraph(document, block);
                continue;
            }
            // The other two tables are cut off.
            auto tables = filled(block.substr(1));
            for (std::size_t other = 0; other < tables.size(); ++other) {
                if (other != i) tables[other].clear();
            }
            const auto part = flatten(tables, flattening);
            const std::size_t first_grid = document.grids.size();
            std::ranges::copy(part.grids, std::back_inserter(document.grids));
            for (auto copy : part.blocks) {
                const bool is_table =
                    copy.kind == model::BlockKind::grid
                        ? part.grids[copy.grid].rows > 1
                        : copy.text.find('\t') != std::string::npos || copy.text.starts_with("第二十条");
                copy.grid += first_grid;
                if (is_table) document.blocks.push_back(std::move(copy));
            }
        }
    }
    add_paragraph(document, "五、存在的主要问题及改进情况");
    add_paragraph(document, "公开的内容还不够全面。");
    return document;
}

// "5" where every number is a five, "unreadable" where every cell is, "?" for a mixture.
std::string all_of(const CellReading& reading, std::string_view stem) {
    std::string all;
    for (const auto& [id, cell] : reading.cells) {
        if (!id.starts_with(stem)) continue;
        if (!all.empty() && all != shown(cell)) return "?";
        all = shown(cell);
    }
    return all;
}

std::size_t anomalies(const CellReading& reading, std::string_view code) {
    return static_cast<std::size_t>(
        std::ranges::count_if(reading.anomalies, [&](const auto& a) { return a.code == code; }));
}

struct Doubled {
    const char* name;
    std::vector<std::string> blocks;
    std::string expected;
    std::string anomaly;  // "" for none.
};
const Doubled doubled[] = {
    {"alone", {"=5"}, "5", ""},
    {"alone under its year", {"2023年数据：", "=5"}, "5", ""},
    {"the same twice", {"=5", "另附：", "=5"}, "5", ""},
    {"two that differ", {"=5", "另附：", "=7"}, "unreadable", "several_tables"},
    {"both captioned, this year's last", {"2022年数据：", "=7", "2023年数据：", "=5"}, "5", ""},
    {"both captioned, this year's first", {"2023年数据：", "=5", "2022年数据：", "=7"}, "5", ""},
    {"another year's after", {"=5", "附：2022年度数据", "=7"}, "5", ""},
    {"one caption over two", {"2022年数据：", "=7", "=5"}, "unreadable", "table_of_another_year"},
    {"another year's alone", {"附件：2022年度统计表", "=7"}, "unreadable", "table_of_another_year"},
    {"both this year's", {"2023年数据：", "=5", "2023年数据：", "=7"}, "unreadable", "several_tables"},
    {"prose that names a year", {"与2022年相比有所增长，详见下表。", "=5"}, "5", ""},
};

TEST(DoubledTables, CountWhereTheirCaptionsTellThemApart) {
    const std::string_view stems[] = {"disclosure.", "requests.", "reconsideration."};
    for (const auto flattening : {Flattening::grid, Flattening::tabs}) {
        for (std::size_t section = 0; section < headings.size(); ++section) {
            for (const auto& test : doubled) {
                SCOPED_TRACE(std::string{test.name} + " in section " + std::to_string(section));
                std::vector<std::vector<std::string>> sections(headings.size(), {"=3"});
                sections[section] = test.blocks;
                const auto reading = read_cells(report(sections, flattening));
                EXPECT_EQ(reading.cells.size(), 200u);
                for (std::size_t i = 0; i < headings.size(); ++i)
                    EXPECT_EQ(all_of(reading, stems[i]), i == section ? test.expected : "3");
                EXPECT_EQ(reading.anomalies.size(), test.anomaly.empty() ? 0u : 1u);
                EXPECT_EQ(anomalies(reading, test.anomaly), test.anomaly.empty() ? 0u : 1u);
            }
        }
    }
}

TEST(DoubledTables, AreNoProse) {
    const auto document = report({{"=5", "附：2022年度数据", "=7"}, {"=3"}, {"=3"}}, Flattening::grid);
    const auto reading = read_cells(document);
    for (std::size_t i = 0; i < document.blocks.size(); ++i)
        EXPECT_EQ(reading.table_blocks[i], document.blocks[i].kind == model::BlockKind::grid);
}

TEST(DoubledTables, MoreThanAreLookedAtAreTold) {
    std::vector<std::string> blocks;
    for (std::size_t i = 0; i < tables_of_a_kind_max + 1; ++i) blocks.insert(blocks.end(), {"=5", "另附："});
    const auto reading = read_cells(report({{"=3"}, blocks, {"=3"}}, Flattening::grid));
    EXPECT_EQ(all_of(reading, "requests."), "5");
    ASSERT_EQ(reading.anomalies.size(), 1u);
    EXPECT_EQ(reading.anomalies[0].code, "several_tables");
    EXPECT_EQ(reading.anomalies[0].quote, "more than 8 of a kind");
}

TEST(DoubledTables, ATableBrokenOverPagesIsOne) {
    auto tables = filled("5");
    const SampleTable header(tables[1].begin(), tables[1].begin() + 3);
    for (const bool repeats_header : {false, true}) {
        model::Document document = flatten({tables[0], {}, tables[2]}, Flattening::grid);
        SampleTable first(tables[1].begin(), tables[1].begin() + 14), second;
        if (repeats_header) second = header;
        second.insert(second.end(), tables[1].begin() + 14, tables[1].end());
        const auto upper = flatten({{}, first, {}}, Flattening::grid);
        const auto lower = flatten({{}, second, {}}, Flattening::grid);
        document.grids[1] = upper.grids[1];
        const auto place = std::ranges::find_if(document.blocks, [](const auto& block) {
            return block.kind == model::BlockKind::grid && block.grid == 1;
        });
        model::Block continued = *place;
        continued.grid = document.grids.size();
        document.grids.push_back(lower.grids[1]);
        document.blocks.insert(std::next(place), continued);
        const auto reading = read_cells(document);
        EXPECT_EQ(all_of(reading, "requests."), "5");
        EXPECT_TRUE(reading.anomalies.empty());
    }
}

struct Repeated {
    const char* name;
    std::size_t table;
    std::size_t row;  // Repeated right before itself …
    bool after;       // … or after.
    std::string stem;
};

TEST(RepeatedRows, AreUnreadableWhereTheyDiffer) {
    const Repeated rows[] = {
        {"a template's first row", 1, 3, false, "requests.new_received."},
        {"a template's first row behind", 1, 3, true, "requests.new_received."},
        {"the last row", 1, 27, true, "requests.carried_out."},
        {"a row of disclosure", 0, 2, false, "disclosure.regulation."},
        {"a row of disclosure behind", 0, 13, true, "disclosure.fee."},
    };
    for (const auto& test : rows) {
        for (const std::string printed : {"5", "0", ""}) {
            SCOPED_TRACE(std::string{test.name} + ": " + printed);
            auto tables = filled("5");
            auto& table = tables[test.table];
            ASSERT_LT(test.row, table.size());
            auto again = table[test.row];
            for (auto& cell : again) {
                if (cell.text == "5") cell.text = printed;
            }
            table.insert(table.begin() + static_cast<std::ptrdiff_t>(test.row + (test.after ? 1 : 0)), again);
            const auto reading = read_cells(flatten(tables, Flattening::grid));
            const bool differs = printed == "0";
            EXPECT_EQ(all_of(reading, test.stem), differs ? "unreadable" : "5");
            EXPECT_EQ(anomalies(reading, "repeated_row"), differs ? 1u : 0u);
            std::size_t fives = 0;
            for (const auto& [id, cell] : reading.cells) fives += shown(cell) == "5" ? 1u : 0u;
            const std::size_t lost = test.table == 1 ? 7 : test.row == 2 ? 3 : 1;
            EXPECT_EQ(fives, 200 - (differs ? lost : 0));
        }
    }
}

TEST(Captions, NameAYearOrNone) {
    const std::pair<std::u32string_view, int> lines[] = {
        {U"2022年数据:", 2022},
        {U"附件:2022年度统计表", 2022},
        {U"2023年", 2023},
        {U"发布日期:2024年1月12日", 0},
        {U"2022年至2023年数据", 0},
        {U"(上表为2022年数据)", 0},
        {U"2022-2023年数据", 0},
        {U"与2022年相比有所增长,详见下表", 0},
        {U"二、主动公开政府信息情况", 0},
        {U"12022年", 0},
        {U"云岭县林业局和云岭县农业局以及云岭县水利局等有关部门二〇二二年即2022年的全部情况统计汇总表", 0},
        {U"", 0},
    };
    for (const auto& [line, year] : lines) EXPECT_EQ(year_of_caption(line), year);
}

}  // namespace
}  // namespace ogi::parser
