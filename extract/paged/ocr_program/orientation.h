#pragma once

#include "extract/paged/ocr_program/picture.h"
#include "extract/paged/page_content.h"

namespace ogi::extract::paged {

// Which way the text of a page runs, by Tesseract's detector; Turn::none where it is not sure, or where its
// model is not installed. It takes about a second.
Turn text_turn(Pix* grey);

// The picture turned so that text running by `turn` runs from left to right.
Picture turned_upright(Pix* picture, Turn turn);

}  // namespace ogi::extract::paged
