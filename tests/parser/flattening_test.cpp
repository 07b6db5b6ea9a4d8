#include "documents.h"
#include "sample_form.h"

#include "model/names.h"
#include "parser/catalogue.h"
#include "parser/checks.h"
#include "parser/read_cells.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

// One filled-in form, flattened in every way, must read the same, or be missing: never wrong.
namespace ogi::parser {
namespace {

using Values = std::map<std::string, std::string>;

bool is_in(const FormCell& cell, FormYear year) {
    return year == FormYear::form_2019 ? cell.in_2019 : cell.in_2021;
}

// `blanks` of a hundred cells are blank. The figures need not add up: whether they do is another question.
Values random_values(FormYear year, unsigned seed, unsigned blanks) {
    std::mt19937 random{seed};
    Values values;
    for (const auto& cell : form_cells()) {
        if (!is_in(cell, year)) continue;
        const auto size = random() % 10;
        std::string text = std::to_string(size < 6 ? 0 : size < 9 ? random() % 40 : random() % 90'000);
        if (cell.kind == FigureKind::signed_count && random() % 2 == 0 && text != "0") text.insert(0, 1, '-');
        if (cell.kind == FigureKind::amount) text += ".5";
        values[cell.id] = random() % 100 < blanks ? "" : text;
    }
    return values;
}

// In every row of the third table and every group of the fourth, the totals are what they should be.
void add_up(Values& values) {
    const auto total = [&](const std::vector<std::string>& parts, const std::string& id) {
        long sum = 0;
        for (const auto& part : parts) sum += values[part].empty() ? 0 : std::stol(values[part]);
        values[id] = std::to_string(sum);
    };
    for (const auto& row : request_rows()) {
        if (!values.contains(request_id(row.name, "total"))) continue;
        std::vector<std::string> parts;
        for (const auto applicant : applicants().first(6)) parts.push_back(request_id(row.name, applicant));
        total(parts, request_id(row.name, "total"));
    }
    for (const auto dispute : disputes()) {
        std::vector<std::string> parts;
        for (const auto outcome : dispute_outcomes().first(4)) parts.push_back(dispute_id(dispute, outcome));
        total(parts, dispute_id(dispute, "total"));
    }
}

struct Score {
    int right = 0;
    int missing = 0;
    std::string wrong;  // What was printed and what was read, a line each.
};

Score score_of(const CellReading& reading, const Values& values) {
    Score score;
    for (const auto& [id, printed] : values) {
        const auto cell = reading.cells.find(id);
        const std::string read = cell == reading.cells.end() ? "no such cell" : shown(cell->second);
        if (read == (printed.empty() ? "blank" : printed)) {
            ++score.right;
        } else if (read == "unreadable" || read == "absent" || read == "blank") {
            ++score.missing;
        } else {
            score.wrong += id + ": " + printed + " read as " + read + "\n";
        }
    }
    return score;
}

struct Shape {
    Flattening flattening;
    const char* name;
    bool shows_blanks;
};
const Shape shapes[] = {
    {Flattening::grid, "grid", true},
    {Flattening::tabs, "tabs", true},
    {Flattening::bars, "bars", true},
    {Flattening::tabbed_lines, "tabbed lines", true},
    {Flattening::barred_lines, "barred lines", true},
    {Flattening::lines, "lines", false},
    {Flattening::spaces, "spaces", false},
    {Flattening::glued, "glued", false},
};

TEST(Flattening, AFormWithoutBlanksIsReadWholeInEveryShapeThatPartsItsCells) {
    for (const auto year : {FormYear::form_2019, FormYear::form_2021}) {
        const auto values = random_values(year, 7, 0);
        const auto tables = sample_form(year, [&](const std::string& id) { return values.at(id); });
        for (const auto& shape : shapes) {
            if (shape.flattening == Flattening::glued) continue;
            SCOPED_TRACE(shape.name);
            const auto reading = read_cells(flatten(tables, shape.flattening));
            const auto score = score_of(reading, values);
            EXPECT_EQ(score.wrong, "");
            EXPECT_EQ(score.missing, 0);
            EXPECT_EQ(reading.generation, year == FormYear::form_2019 ? model::Generation::form_2019
                                                                      : model::Generation::form_2021);
            EXPECT_EQ(reading.cells.size(), values.size());
        }
    }
}

TEST(Flattening, BlankCellsAreToldFromZerosWhereTheShapeShowsThem) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const auto values = random_values(FormYear::form_2021, seed, 40);
        const auto tables =
            sample_form(FormYear::form_2021, [&](const std::string& id) { return values.at(id); });
        for (const auto& shape : shapes) {
            if (!shape.shows_blanks) continue;
            SCOPED_TRACE(std::string{shape.name} + ", seed " + std::to_string(seed));
            const auto score = score_of(read_cells(flatten(tables, shape.flattening)), values);
            EXPECT_EQ(score.wrong, "");
            EXPECT_EQ(score.missing, 0);
        }
    }
}

TEST(Flattening, WhereBlankCellsAreLostNothingIsReadWrong) {
    for (unsigned seed = 1; seed <= 40; ++seed) {
        const auto year = seed % 2 == 0 ? FormYear::form_2019 : FormYear::form_2021;
        auto values = random_values(year, seed, seed % 3 == 0 ? 80 : 30);
        add_up(values);
        const auto tables = sample_form(year, [&](const std::string& id) { return values.at(id); });
        for (const auto& shape : shapes) {
            SCOPED_TRACE(std::string{shape.name} + ", seed " + std::to_string(seed));
            EXPECT_EQ(score_of(read_cells(flatten(tables, shape.flattening)), values).wrong, "");
        }
    }
}

TEST(Flattening, AnEmptyFormIsBlankInEveryShape) {
    for (const auto& shape : shapes) {
        SCOPED_TRACE(shape.name);
        const auto tables =
            sample_form(FormYear::form_2021, [](const std::string&) { return std::string{}; });
        const auto reading = read_cells(flatten(tables, shape.flattening));
        EXPECT_EQ(reading.generation, model::Generation::form_2021);
        for (const auto& [id, cell] : reading.cells) EXPECT_EQ(shown(cell), "blank") << id;
    }
}

TEST(Flattening, ProseAroundTheTablesStaysProse) {
    const auto tables = sample_form(FormYear::form_2021, [](const std::string&) { return std::string{"3"}; });
    for (const auto& shape : shapes) {
        if (shape.flattening == Flattening::glued) continue;
        SCOPED_TRACE(shape.name);
        const auto document = flatten(tables, shape.flattening);
        const auto reading = read_cells(document);
        ASSERT_EQ(reading.table_blocks.size(), document.blocks.size());
        for (std::size_t i = 0; i < document.blocks.size(); ++i) {
            const auto& text = document.blocks[i].text;
            const bool heading = text.find("情况") != text.npos && text.find("、") != text.npos &&
                                 text.find("申请人") == text.npos;
            if (heading || text.starts_with("全年") || text.starts_with("公开的") || text == "无。") {
                EXPECT_FALSE(reading.table_blocks[i]) << text;
            }
            if (text.find("信息内容") != text.npos || text.find("国家秘密") != text.npos) {
                EXPECT_TRUE(reading.table_blocks[i]) << text;
            }
        }
    }
}

}  // namespace
}  // namespace ogi::parser
