#pragma once

#include "extract/paged/ocr_program/picture.h"
#include "extract/paged/ocr_program/recogniser.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ogi::extract::paged {

// What a mark looks like, whatever its size: grey, row by row, with its place in its line.
struct Shape {
    static constexpr int width = 16;
    static constexpr int height = 24;
    std::array<std::uint8_t, width * height> grey{};
    float aspect = 0;  // Width to height.
    float share = 0;   // Of the line's height.
    float middle = 0;  // Where its middle is, from the top of the line, as a part of that.
};

// A figure in a cell, before it is decided what it says.
struct SeenFigure {
    std::size_t page = 0;  // Index.
    Pixels box{};
    std::array<Reading, 2> readings;  // By two readings of Tesseract's, of pictures of different size.
    std::size_t marks = 0;            // How many there are; a character has one.
    bool doubtful = false;            // There is ink that its marks do not account for.
    std::vector<Shape> shapes{};  // Of its marks from left to right; empty where they cannot be told apart.
};

Shape shape_of(Pix* grey, const Pixels& mark, const Pixels& line);

// What each says. A third reading is taken from what the others of the same look were read as: digits of one
// print look alike. Its confidence is above unsure_max only where two of the three agree and no mark is left
// over, or Tesseract sees nothing where the look of all its marks is known.
std::vector<Reading> settle(const std::vector<SeenFigure>& figures);

inline constexpr int unsure_max = 40;  // Percent.

}  // namespace ogi::extract::paged
