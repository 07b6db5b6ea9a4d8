#include "consistent_form.h"
#include "documents.h"
#include "sample_form.h"

#include "parser/checks.h"
#include "parser/read_cells.h"

#include <gtest/gtest.h>

#include <algorithm>

// Traps of tables as HTML has them.
namespace ogi::parser {
namespace {

std::string cell(const CellReading& reading, std::string_view id) {
    const auto found = reading.cells.find(id);
    return found == reading.cells.end() ? "?" : shown(found->second);
}

// A whole form of 2021 in which cells count up from 1, so that a shifted cell shows.
model::Document counting_form() {
    int next = 0;
    return flatten(
        sample_form(FormYear::form_2021, [&](const std::string&) { return std::to_string(++next); }),
        Flattening::grid);
}

model::Grid& grid_of_requests(model::Document& document) {
    return document.grids.at(1);
}

TEST(DrawnGrid, ResolvesSpans) {
    const auto grid = draw_grid("a >>2|b vv2\nc|d\\ne");
    EXPECT_EQ(grid.rows, 2);
    EXPECT_EQ(grid.columns, 3);
    EXPECT_EQ(grid.cell_at(0, 1)->text, "a");
    EXPECT_EQ(grid.cell_at(1, 1)->text, "d\ne");
    EXPECT_EQ(grid.cell_at(1, 2), grid.cell_at(0, 2));
}

TEST(Grids, ACellThatSpansColumnsIsOneValue) {
    model::Document document;
    add_grid(
        document,
        "第二十条第（五）项 >>4\n信息内容|本年处理决定数量 >>3\n行政许可|12 >>3\n第二十条第（六）项 >>4\n"
        "信息内容|本年处理决定数量 >>3\n行政处罚|13 >>3\n行政强制|14 >>3\n第二十条第（八）项 >>4\n"
        "信息内容|本年收费金额（单位：万元） >>3\n行政事业性收费|57.8374 >>3");
    const auto reading = read_cells(document);
    EXPECT_EQ(reading.generation, model::Generation::form_2021);
    EXPECT_EQ(cell(reading, "disclosure.license.decisions"), "12");
    EXPECT_EQ(cell(reading, "disclosure.coercion.decisions"), "14");
    EXPECT_EQ(cell(reading, "disclosure.fee.amount"), "57.8374");
    EXPECT_EQ(cell(reading, "disclosure.regulation.issued"), "absent");
}

TEST(Grids, AFigureWithTheUnitOfAnotherCellIsUnreadable) {
    for (const auto& [decisions, amount] :
         {std::pair{"12元", "57.8"}, std::pair{"12人", "57.8"}, std::pair{"12万元", "57.8"},
          std::pair{"12", "57件"}, std::pair{"12", "57人次"}}) {
        model::Document document;
        add_grid(document, std::string{"第二十条第（五）项 >>4\n信息内容|本年处理决定数量 >>3\n行政许可|"} +
                               decisions +
                               " >>3\n第二十条第（八）项 >>4\n信息内容|本年收费金额（单位：万元） >>3\n"
                               "行政事业性收费|" +
                               amount + " >>3");
        const auto reading = read_cells(document);
        const bool count_is_foreign = std::string_view{decisions} != "12";
        EXPECT_EQ(cell(reading, "disclosure.license.decisions"), count_is_foreign ? "unreadable" : "12");
        EXPECT_EQ(cell(reading, "disclosure.fee.amount"), count_is_foreign ? "57.8" : "unreadable");
    }
}

TEST(Grids, TheUnitThatAHeaderPrintsIsTheCells) {
    struct Case {
        std::string header, value, unit;
    };
    for (const auto& [header, value, unit] :
         {Case{"本年收费金额（单位：元）", "123456", "元"}, Case{"本年收费金额(单位:千元)", "12", "千元"},
          Case{"本年收费金额（单位：元）", "3万元", "万元"}, Case{"本年收费金额", "5", "万元"}}) {
        model::Document document;
        add_grid(
            document,
            "第二十条第（六）项 >>2\n信息内容|本年处理决定数量\n行政处罚|13\n行政强制|14\n第二十条第（八）项 "
            ">>2\n信息内容|" +
                header + "\n行政事业性收费|" + value);
        EXPECT_EQ(read_cells(document).cells.at("disclosure.fee.amount").unit, unit)
            << header << ' ' << value;
    }
}

TEST(Grids, OneTableOrSeveralIsTheSame) {
    const std::string one =
        "第二十条第（一）项 "
        ">>4\n信息内容|本年制发件数|本年废止件数|现行有效件\n规章|1|2|3\n行政规范性文件|4|5|6\n";
    const std::string five = "第二十条第（五）项 >>4\n信息内容|本年处理决定数量 >>3\n行政许可|7 >>3\n";
    model::Document together, apart;
    add_grid(together, one + five);
    add_grid(apart, one);
    add_paragraph(apart, "");
    add_grid(apart, five);
    const auto first = read_cells(together), second = read_cells(apart);
    for (const auto* id : {"disclosure.regulation.issued", "disclosure.normative_document.in_force",
                           "disclosure.license.decisions"}) {
        EXPECT_EQ(cell(first, id), cell(second, id)) << id;
        EXPECT_NE(cell(first, id), "absent") << id;
    }
    EXPECT_EQ(second.table_blocks, std::vector<bool>(3, true));
}

TEST(Grids, SpacerColumnsAreNoCells) {
    model::Document document;
    add_grid(document,
             "第二十条第（一）项||||||\n信息内容||本年制发件数||本年废止件数||现行有效件数\n规章||1||2||"
             "3\n行政规范性文件||4||||6");
    const auto reading = read_cells(document);
    EXPECT_EQ(cell(reading, "disclosure.regulation.repealed"), "2");
    EXPECT_EQ(cell(reading, "disclosure.normative_document.repealed"), "blank");
    EXPECT_EQ(cell(reading, "disclosure.normative_document.in_force"), "6");
}

TEST(Grids, AColumnThatIsBlankInEveryRowIsStillAColumn) {
    auto document = flatten(
        sample_form(FormYear::form_2021,
                    [](const std::string& id) { return std::string{id.ends_with(".research") ? "" : "0"}; }),
        Flattening::grid);
    // Header and data with different spans: no header begins where the blank cells do.
    for (auto& grid_cell : grid_of_requests(document).cells) {
        if (grid_cell.text == "科研机构") grid_cell.text.clear();
    }
    const auto reading = read_cells(document);
    EXPECT_EQ(cell(reading, "requests.granted.research"), "blank");
    EXPECT_EQ(cell(reading, "requests.granted.social"), "0");
}

TEST(Grids, WordsMergedOverARowSayTheSameOfEachCell) {
    model::Document document;
    add_grid(document,
             "第二十条第（一）项 >>4\n信息内容|本年制发件数|本年废止件数|现行有效件数\n规章|本单位不制定规章 "
             ">>3\n行政规范性文件|7 >>3");
    const auto reading = read_cells(document);
    EXPECT_EQ(cell(reading, "disclosure.regulation.issued"), "text");
    EXPECT_EQ(cell(reading, "disclosure.regulation.in_force"), "text");
    EXPECT_EQ(cell(reading, "disclosure.normative_document.issued"), "unreadable");  // Whose is the 7?
}

// The cell of a row, by its label's beginning, that stands `from_right` columns from the right.
model::GridCell& value_at(model::Grid& grid, std::string_view label, int from_right) {
    const auto row = std::ranges::find_if(grid.cells, [&](const auto& c) {
                         return c.text.find(label) != std::string::npos;
                     })->row;
    const auto column = static_cast<std::size_t>(grid.columns - 1 - from_right);
    return grid.cells[static_cast<std::size_t>(grid.slots[row * grid.columns + column])];
}

// Spreads a cell over the slot right of it or below it, whose own cell goes.
void merge(model::Grid& grid, model::GridCell& cell, int rows, int columns) {
    cell.row_span = static_cast<std::uint16_t>(rows), cell.column_span = static_cast<std::uint16_t>(columns);
    const auto index = static_cast<std::int32_t>(&cell - grid.cells.data());
    for (int r = 0; r < rows; ++r) {
        for (int c = 0; c < columns; ++c) {
            auto& slot =
                grid.slots[static_cast<std::size_t>((cell.row + r) * grid.columns + cell.column + c)];
            if (slot != index) grid.cells[static_cast<std::size_t>(slot)].text = "gone";
            slot = index;
        }
    }
    std::vector<std::int32_t> moved(grid.cells.size());
    std::vector<model::GridCell> kept;
    for (std::size_t i = 0; i < grid.cells.size(); ++i) {
        moved[i] = static_cast<std::int32_t>(kept.size());
        if (grid.cells[i].text != "gone") kept.push_back(grid.cells[i]);
    }
    for (auto& slot : grid.slots) {
        if (slot != model::Grid::no_cell) slot = moved[static_cast<std::size_t>(slot)];
    }
    grid.cells = std::move(kept);
}

TEST(Grids, AFigureMergedOverColumnsIsNobodysAndMovesNoOther) {
    auto document = counting_form();
    const auto before = read_cells(document);
    auto& grid = grid_of_requests(document);
    merge(grid, value_at(grid, "重复申请", 4), 1, 2);
    const auto reading = read_cells(document);
    for (const auto& [id, old] : before.cells) {
        const bool merged =
            id == "requests.rejected_duplicate.research" || id == "requests.rejected_duplicate.social";
        EXPECT_EQ(cell(reading, id), merged ? "unreadable" : shown(old)) << id;
    }
}

TEST(Grids, AFigureMergedOverRowsIsNobodys) {
    auto document = counting_form();
    const auto before = read_cells(document);
    auto& grid = grid_of_requests(document);
    merge(grid, value_at(grid, "重复申请", 4), 2, 1);
    const auto reading = read_cells(document);
    EXPECT_EQ(cell(reading, "requests.rejected_duplicate.research"), "unreadable");
    EXPECT_EQ(cell(reading, "requests.rejected_public_publication.research"), "unreadable");
    for (const auto* id : {"requests.rejected_duplicate.social", "requests.rejected_duplicate.total",
                           "requests.rejected_public_publication.total"})
        EXPECT_EQ(cell(reading, id), shown(before.cells.find(id)->second)) << id;
}

// A column without a head right of a grid, with `text` in each row that has a figure at its end.
void put_beside(model::Grid& grid, std::string_view text) {
    std::vector<model::GridCell> cells;
    for (std::size_t row = 0; row < grid.rows; ++row) {
        const auto* last = grid.cell_at(row, grid.columns - 1u);
        const bool figure =
            last != nullptr && !last->text.empty() && last->text.front() >= '0' && last->text.front() <= '9';
        for (const auto& each : grid.cells) {
            if (each.row == row) cells.push_back(each);
        }
        model::GridCell made;
        made.row = static_cast<std::uint16_t>(row);
        made.column = grid.columns;
        made.text = figure ? text : "";
        cells.push_back(made);
    }
    grid.cells = std::move(cells);
    ++grid.columns;
    grid.slots.assign(std::size_t{grid.rows} * grid.columns, model::Grid::no_cell);
    for (std::size_t i = 0; i < grid.cells.size(); ++i) {
        const auto& each = grid.cells[i];
        for (std::size_t r = each.row; r < std::size_t{each.row} + each.row_span; ++r) {
            for (std::size_t c = each.column; c < std::size_t{each.column} + each.column_span; ++c)
                grid.slots[r * grid.columns + c] = static_cast<std::int32_t>(i);
        }
    }
}

model::Document consistent_document() {
    const auto form = consistent_form(model::Generation::form_2021, 7);
    return flatten(
        sample_form(FormYear::form_2021, [&](const std::string& id) { return shown(form.at(id)); }),
        Flattening::grid);
}

TEST(Grids, AColumnBesideTheTableIsNoPartOfItWhereTheTotalsSaySo) {
    auto document = consistent_document();
    const auto before = read_cells(document);
    put_beside(grid_of_requests(document), "999");
    const auto reading = read_cells(document);
    EXPECT_EQ(cell(reading, "requests.granted.natural_person"),
              cell(before, "requests.granted.natural_person"));
    for (const auto& [id, old] : before.cells) EXPECT_EQ(cell(reading, id), shown(old)) << id;
}

TEST(Grids, AColumnBesideRowsThatDoNotAddUpLeavesThemUnread) {
    auto document = counting_form();
    put_beside(grid_of_requests(document), "999");
    EXPECT_EQ(cell(read_cells(document), "requests.granted.natural_person"), "unreadable");
}

// 1 0 0 0 0 1 2 3 adds up with its last and without it: what stands beside may be the total of a row that
// moved.
TEST(Grids, ARowThatAddsUpOnePlaceFurtherRightTooIsUnread) {
    auto document = flatten(sample_form(FormYear::form_2021,
                                        [](const std::string& id) -> std::string {
                                            if (id.ends_with(".total")) return "2";
                                            const bool one =
                                                id.ends_with(".natural_person") || id.ends_with(".other_org");
                                            return id.starts_with("requests.") && one ? "1" : "0";
                                        }),
                            Flattening::grid);
    put_beside(grid_of_requests(document), "3");
    EXPECT_EQ(cell(read_cells(document), "requests.granted.total"), "unreadable");
}

TEST(Grids, RowsOfAGroupMayStandInAnotherOrder) {
    auto document = counting_form();
    const auto before = read_cells(document);
    auto& grid = grid_of_requests(document);
    const auto row = value_at(grid, "保护第三方", 0).row;
    for (auto& each : grid.cells) {
        if (each.row_span > 1) continue;
        if (each.row == row)
            each.row = static_cast<std::uint16_t>(row + 1);
        else if (each.row == row + 1)
            each.row = row;
    }
    std::ranges::stable_sort(grid.cells, {}, &model::GridCell::row);
    for (std::size_t i = 0; i < grid.cells.size(); ++i) {
        const auto& each = grid.cells[i];
        for (std::size_t r = each.row; r < std::size_t{each.row} + each.row_span; ++r) {
            for (std::size_t c = each.column; c < std::size_t{each.column} + each.column_span; ++c)
                grid.slots[r * grid.columns + c] = static_cast<std::int32_t>(i);
        }
    }
    EXPECT_EQ(read_cells(document).cells, [&] {
        auto cells = before.cells;
        for (auto& [id, each] : cells) {
            if (each.at && each.at->grid == 1 && each.at->row == row)
                each.at->row = row + 1;
            else if (each.at && each.at->grid == 1 && each.at->row == row + 1)
                each.at->row = row;
        }
        return cells;
    }());
}

TEST(Grids, LabelsMayBeBrokenAndNumberedInAnyWay) {
    auto document = counting_form();
    const auto plain = read_cells(document);
    for (auto& grid_cell : grid_of_requests(document).cells) {
        if (grid_cell.text.starts_with("1.属于国家")) grid_cell.text = "⑴ 属于\n国家秘密";
        if (grid_cell.text.starts_with("3.危及")) grid_cell.text = "3、危及“三安全一稳定”";
        if (grid_cell.text == "3.其他") grid_cell.text = "3、其他";
        if (grid_cell.text == "商业企业") grid_cell.text = "商业\n企业";
        if (grid_cell.text.starts_with("二、上年")) grid_cell.text = "二、上年转结政府信息公开申请数量";
        if (grid_cell.text == "(七)总计") grid_cell.text = "总计";
    }
    const auto changed = read_cells(document);
    EXPECT_EQ(plain.cells.size(), 200u);
    for (const auto& [id, value] : plain.cells) EXPECT_EQ(shown(value), cell(changed, id)) << id;
}

TEST(Grids, PlacesNameGridRowAndColumn) {
    const auto reading = read_cells(counting_form());
    const auto& place = reading.cells.at("requests.new_received.total").at;
    ASSERT_TRUE(place);
    EXPECT_EQ(place->grid, 1);
    EXPECT_EQ(place->row, 3);
    EXPECT_EQ(place->column, 9);
}

TEST(Grids, ATableInTextAndATableInAGridMakeOneForm) {
    const auto tables = sample_form(FormYear::form_2021, [](const std::string&) { return std::string{"1"}; });
    auto document = flatten({tables[0]}, Flattening::lines);
    const auto rest = flatten(tables, Flattening::grid);
    document.grids = {rest.grids[1], rest.grids[2]};
    for (std::size_t i = 0; i < 2; ++i) {
        model::Block block;
        block.kind = model::BlockKind::grid;
        block.grid = i;
        document.blocks.push_back(block);
    }
    const auto reading = read_cells(document);
    for (const auto& [id, value] : reading.cells) EXPECT_EQ(shown(value), "1") << id;
    EXPECT_EQ(reading.cells.size(), 200u);
}

TEST(Grids, OtherTablesAreNotTheForm) {
    model::Document document;
    add_grid(document, "行政许可|12\n行政处罚|3\n规范性文件|4");
    EXPECT_EQ(read_cells(document).generation, model::Generation::free_form);
}

}  // namespace
}  // namespace ogi::parser
