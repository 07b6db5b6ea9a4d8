#include "parser/plain_row.h"

#include "tests/parser/documents.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace ogi::parser {
namespace {

constexpr std::array<FigureKind, 3> counts = {};

// The row behind the label "新收": "1 2 3", or "no" for one that is not plain.
std::string row_of(std::string_view drawing, GridHeader header = {}) {
    model::Document document;
    add_grid(document, drawing);
    const auto stream = tokenise(document);
    const auto label = stream.text.find(U"新收");
    const RowShape shape{.columns = counts,
                         .range = {label + 2, stream.text.size(), U"新收", false, true},
                         .total_every = 3,
                         .exact = false,
                         .header = std::move(header)};
    const auto row = read_plain_row(stream, shape);
    if (!row) return "no";
    std::string out;
    for (const auto& cell : row->cells) {
        out += (out.empty() ? "" : " ") + shown(cell);
        EXPECT_TRUE(cell.at.has_value());
    }
    // What follows is weighed as if it were not there: the slower way gives the same.
    EXPECT_EQ(row->cells, read_row(stream, shape).cells);
    EXPECT_EQ(row->trouble, RowReading::Trouble::none);
    return out;
}

TEST(PlainRow, IsReadCellByCell) {
    EXPECT_EQ(row_of("新收|1|2|3"), "1 2 3");
    EXPECT_EQ(row_of("一、新收|0|12|12\n结转|4|5|9"), "0 12 12");
    EXPECT_EQ(row_of("申请 vv2|新收|1|2|3\n结转|4|5|9"), "1 2 3");
}

TEST(PlainRow, IsNoneWithAnythingToWeigh) {
    EXPECT_EQ(row_of("新收|1||3"), "no");         // A blank cell,
    EXPECT_EQ(row_of("新收|1|/|3"), "no");        // a sign,
    EXPECT_EQ(row_of("新收|1|2"), "no");          // too few,
    EXPECT_EQ(row_of("新收|1|2|3|4"), "no");      // too many,
    EXPECT_EQ(row_of("新收（件）|1|2|3"), "no");  // a note behind the label,
    EXPECT_EQ(row_of("新收|1|2|3件"), "no");      // a unit,
    EXPECT_EQ(row_of("新收|1 >>2|3"), "no");      // merged cells
    EXPECT_EQ(row_of("新收|1|2 vv2|3\n结转|4|9"), "no");
    EXPECT_EQ(row_of("新收|1|2|3", {.expected = {}, .others = {4}, .blanks = {}}), "no");
    EXPECT_EQ(row_of("新收|1|2|3", {.expected = {}, .others = {}, .blanks = {4}}), "no");
}

TEST(PlainRow, IsNoneInFlatText) {
    const auto document = text_document("新收\t1\t2\t3");
    const auto stream = tokenise(document);
    const RowShape shape{.columns = counts, .range = {2, stream.text.size(), U"新收", false, true}};
    EXPECT_FALSE(read_plain_row(stream, shape));
}

}  // namespace
}  // namespace ogi::parser
