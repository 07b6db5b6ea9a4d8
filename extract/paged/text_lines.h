#pragma once

#include "extract/paged/page_content.h"

#include <span>
#include <string>
#include <vector>

namespace ogi::extract::paged {

// Glyphs on one base line, from left to right; blanks stand between others only. The glyphs must outlive it.
struct TextLine {
    std::vector<const Glyph*> glyphs{};
    Box box{};
    float size = 0;  // Of its largest glyphs.
};

using Glyphs = std::vector<const Glyph*>;

// Glyphs that run from left to right, as lines from the top down. A line is as wide as the page: what stands
// beside each other is one line.
std::vector<TextLine> text_lines(Glyphs glyphs);

// A line cut where between two glyphs there is a gap of more than `gap` of its size.
std::vector<TextLine> cut_at_gaps(const TextLine& line, float gap);

// A line cut at these places, which rise.
std::vector<TextLine> cut_at_places(const TextLine& line, std::span<const float> places);

// What a reader sees, with blanks where he sees gaps: none between Chinese characters that stand a little
// apart.
std::string text_of(const TextLine& line);

std::uint8_t confidence_of(const Glyphs& glyphs);

// The text of one cell of a table. Lines that ended because the cell did are one; others part with '\n'.
// Digits that stand apart evenly ("1 0 3") are one number where no two numbers look like that; in doubt '\n'
// keeps them apart, which reads as nothing, as does the U+FFFC behind the text of a cell with a doubtful figure.
std::string cell_text(const Glyphs& glyphs, const Box& cell);

bool is_blank(const Glyph& glyph);

// Digits of either width.
bool is_digit(const Glyph& glyph);

}  // namespace ogi::extract::paged
