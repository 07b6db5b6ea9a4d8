#include "parser/trace.h"

#include "documents.h"
#include "sample_form.h"

#include "parser/read_cells.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace ogi::parser {
namespace {

// Every cell of the row of granted requests says its place in it, the total their sum.
std::string printed(const std::string& id) {
    if (!id.starts_with("requests.granted.")) return "0";
    const auto applicant = std::ranges::find(applicants(), id.substr(id.rfind('.') + 1));
    const auto place = applicant - applicants().begin() + 1;
    return std::to_string(place == 7 ? 21 : place);
}

const RowTrace* row_of(const Trace& trace, std::string_view stem) {
    const auto found = std::ranges::find(trace.rows, stem, &RowTrace::stem);
    return found == trace.rows.end() ? nullptr : &*found;
}

std::string values(const RowTrace& row) {
    std::string text;
    for (const auto& cell : row.cells) text += (text.empty() ? "" : " ") + shown(cell);
    return text;
}

TEST(Trace, TellsTheRowAsPrintedAndByWhichRuleItsValuesWereToldApart) {
    struct Case {
        Flattening flattening;
        RowRule rule;
        std::string columns;
    };
    const std::vector<Case> cases = {{Flattening::grid, RowRule::plain, "by_heads"},
                                     {Flattening::tabs, RowRule::in_line, "as_in_form"},
                                     {Flattening::bars, RowRule::in_line, "as_in_form"},
                                     {Flattening::lines, RowRule::in_column, "as_in_form"}};
    for (const auto& [flattening, rule, columns] : cases) {
        const auto document = flatten(sample_form(FormYear::form_2021, printed), flattening);
        Trace trace;
        {
            const Tracing tracing{trace};
            read_cells(document, 2021);
        }
        const auto* row = row_of(trace, "requests.granted");
        ASSERT_NE(row, nullptr) << static_cast<int>(flattening);
        EXPECT_EQ(name_of(row->rule), name_of(rule));
        EXPECT_EQ(row->columns, columns);
        EXPECT_EQ(row->wording, "予以公开");
        EXPECT_NE(row->printed.find("予以公开"), std::string::npos);
        const bool numbered = row->printed.starts_with("(一)") || row->printed.starts_with("（一）");
        EXPECT_TRUE(numbered) << row->printed;
        EXPECT_EQ(values(*row), "1 2 3 4 5 6 21");
        ASSERT_NE(row->cell("requests.granted.research"), nullptr);
        EXPECT_EQ(shown(*row->cell("requests.granted.research")), "3");
        EXPECT_EQ(row->cell("requests.denied_state_secret.total"), nullptr);
        EXPECT_EQ(row->document, 0U);
    }
}

TEST(Trace, IsKeptOnlyWhileSomebodyAsksAndChangesNothing) {
    const auto document = flatten(sample_form(FormYear::form_2021, printed), Flattening::grid);
    const auto plainly = read_cells(document, 2021);
    Trace trace;
    {
        const Tracing tracing{trace};
        EXPECT_EQ(read_cells(document, 2021).cells, plainly.cells);
    }
    const auto told = trace.rows.size();
    EXPECT_GT(told, 30U);
    EXPECT_EQ(trace.documents.size(), 1U);
    read_cells(document, 2021);
    EXPECT_EQ(trace.rows.size(), told);
}

TEST(Trace, TellsOfARowThatWasReadTwiceBothReadings) {
    auto tables = sample_form(FormYear::form_2021, printed);
    auto document = flatten(tables, Flattening::grid);
    // The same form once more with another number.
    const auto again =
        flatten(sample_form(FormYear::form_2021,
                            [](const std::string& id) {
                                return id == "requests.granted.total" ? std::string{"22"} : printed(id);
                            }),
                Flattening::grid);
    const auto grids = document.grids.size();
    for (auto block : again.blocks) {
        if (block.kind == model::BlockKind::grid) block.grid += grids;
        document.blocks.push_back(block);
    }
    document.grids.insert(document.grids.end(), again.grids.begin(), again.grids.end());
    Trace trace;
    CellReading reading;
    {
        const Tracing tracing{trace};
        reading = read_cells(document, 2021);
    }
    EXPECT_EQ(shown(reading.cells.at("requests.granted.total")), "unreadable");
    std::vector<std::string> read;
    for (const auto& row : trace.rows)
        if (row.stem == "requests.granted") read.push_back(values(row));
    EXPECT_NE(std::ranges::find(read, "1 2 3 4 5 6 21"), read.end());
    EXPECT_NE(std::ranges::find(read, "1 2 3 4 5 6 22"), read.end());
}

TEST(FigureSteps, TellWhatWasDoneToTheText) {
    struct Case {
        std::string text;
        FigureKind kind;
        std::vector<std::string_view> steps;
    };
    const std::vector<Case> cases = {
        {"36", FigureKind::count, {"plain_digits"}},
        {"３６", FigureKind::count, {"folded"}},
        {"1,234", FigureKind::count, {"grouped"}},
        {"１，２３４", FigureKind::count, {"folded", "grouped"}},
        {"1618.1529万元", FigureKind::amount, {"fraction", "unit"}},
        {"减8", FigureKind::signed_count, {"sign"}},
        {"1.5", FigureKind::count, {"fraction", "not_certain"}},
        {"/", FigureKind::count, {"nothing_written"}},
        {"", FigureKind::count, {"nothing_written"}},
        {"无", FigureKind::count, {"words"}},
        {"12,34", FigureKind::count, {"grouped", "not_certain"}},
    };
    for (const auto& [text, kind, steps] : cases) EXPECT_EQ(figure_steps(text, kind), steps) << text;
}

}  // namespace
}  // namespace ogi::parser
