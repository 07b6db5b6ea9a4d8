#pragma once

#include "extract/paged/ocr_program/figures.h"
#include "extract/paged/ocr_program/picture.h"
#include "extract/paged/ocr_program/recogniser.h"
#include "extract/paged/page_content.h"

#include <vector>

namespace ogi::extract::paged {

// A page turned straight, its ruling lines painted over.
struct StraightPage {
    Picture grey;
    Picture ink;      // One bit a pixel, without specks.
    Picture crossed;  // Of the ink, what runs into a line.
    Picture faint;    // With what may be ink; with specks.
};

Box to_points(const Pixels& box);
Pixels to_pixels(const Box& box);

Glyph glyph_of(const Reading& reading);

// Of what was read as words. A digit in them was read once only, by a reader that loses some: no figure is
// believed for it; nor for a character alone, which digits that touch are taken for.
Glyph word_glyph_of(const Reading& reading);

// What stands in one cell; both are empty where it is blank.
struct CellReading {
    std::vector<Glyph> glyphs{};
    std::vector<SeenFigure> figures{};  // One at most, instead of glyphs.
};

CellReading read_cell(const StraightPage& page, const Pixels& cell, Recogniser& recogniser);

}  // namespace ogi::extract::paged
