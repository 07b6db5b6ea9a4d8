#include "model/document.h"

#include <gtest/gtest.h>

namespace ogi::model {
namespace {

GridCell cell(std::string text, std::uint16_t row_span = 1) {
    GridCell made;
    made.text = std::move(text);
    made.row_span = row_span;
    return made;
}

TEST(Grid, GivesTheCellThatCoversASlot) {
    Grid grid;
    grid.rows = 2;
    grid.columns = 2;
    grid.cells = {cell("merged", 2), cell("b")};
    grid.slots = {0, 1, 0, Grid::no_cell};
    EXPECT_EQ(grid.cell_at(1, 0), grid.cells.data());
    EXPECT_EQ(grid.cell_at(0, 1)->text, "b");
    EXPECT_EQ(grid.cell_at(1, 1), nullptr);
}

TEST(Grid, HasNothingBeyondItsEdges) {
    Grid grid;
    grid.rows = 1;
    grid.columns = 1;
    grid.cells = {cell("a")};
    grid.slots = {0};
    EXPECT_NE(grid.cell_at(0, 0), nullptr);
    EXPECT_EQ(grid.cell_at(1, 0), nullptr);
    EXPECT_EQ(grid.cell_at(0, 1), nullptr);
    EXPECT_EQ(Grid{}.cell_at(0, 0), nullptr);
}

}  // namespace
}  // namespace ogi::model
