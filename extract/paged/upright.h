#pragma once

#include "extract/paged/page_content.h"

namespace ogi::extract::paged {

// Which way most of a page's text runs.
Turn main_turn(const Page& page);

// The page turned so that text running by `turn` runs from left to right. Text of other turns is turned
// along.
Page turned_upright(const Page& page, Turn turn);

// The page whose text runs from left to right, as it was before it was turned upright.
Page laid_back(const Page& upright, Turn turn);

// A place on a page that was turned upright, on the page as it was. `width` and `height` are those of the
// page as it was.
Box turned_back(const Box& box, Turn turn, float width, float height);

// Glyphs that run by `turn`, as if they ran from left to right; only for looking at them among themselves.
Glyph turned_glyph(const Glyph& glyph, Turn turn);

}  // namespace ogi::extract::paged
