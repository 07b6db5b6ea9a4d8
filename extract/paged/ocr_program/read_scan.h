#pragma once

#include "extract/paged/ocr_program/figures.h"
#include "extract/paged/ocr_program/picture.h"
#include "extract/paged/ocr_program/recogniser.h"
#include "extract/paged/page_content.h"

namespace ogi::extract::paged {

// A page of which there is only a picture: its ruling lines, what is in the cells between them, and the text
// beside tables. Its boxes are those of the page turned straight, so that its text runs from left to right.
// Figures in cells are not yet among its glyphs.
struct ScannedPage {
    Page page{};
    std::vector<SeenFigure> figures{};
    Turn turn = Turn::none;  // Which way its text runs where it lies on its side or on its head.
};

// The page as it lies, its paper made even and turned by the few degrees by which it was put in askew: what
// the boxes of its text are on.
Picture straightened(Picture grey);

ScannedPage read_scan(Picture grey, std::uint16_t number, Recogniser& recogniser);

}  // namespace ogi::extract::paged
