#pragma once

#include "extract/paged/page_content.h"

#include <span>
#include <vector>

namespace ogi::extract::paged {

struct LatticeCell {
    std::size_t row = 0;
    std::size_t column = 0;
    std::size_t row_span = 1;
    std::size_t column_span = 1;
    Box box{};
};

// A table as its ruling lines draw it.
struct Lattice {
    std::vector<float> xs{};  // Where columns begin, and where the last one ends.
    std::vector<float> ys{};
    std::vector<LatticeCell> cells{};  // Row by row; together they cover every slot once.
    Box box{};

    std::size_t rows() const { return ys.size() - 1; }
    std::size_t columns() const { return xs.size() - 1; }
};

// A line through any number of rules that are drawn as one.
struct DrawnLine {
    float at = 0;  // y of a horizontal line, x of a vertical one.
    float from = 0;
    float to = 0;
};

struct DrawnLines {
    std::vector<DrawnLine> horizontal{};  // From the top down.
    std::vector<DrawnLine> vertical{};    // From left to right.
};

// Double rules are one line, and so are pieces of one that nearly touch. None of a page that is a drawing:
// that has more than lines_max in one direction.
DrawnLines drawn_lines(std::span<const Rule> rules);

inline constexpr std::size_t lines_max = 3'000;
// What has more slots is a drawing, too.
inline constexpr std::size_t slots_max = 100'000;

// Every table whose cells are parted by lines, from the top down: at least two cells. Where two lines at the
// outside are missing the ends of the others stand for them.
std::vector<Lattice> find_lattices(const DrawnLines& lines);

}  // namespace ogi::extract::paged
