#pragma once

#include "extract/paged/ocr_program/picture.h"
#include "extract/paged/page_content.h"

#include <vector>

namespace ogi::extract::paged {

struct RulingLines {
    std::vector<Rule> rules;  // In points.
    Picture mask;             // Their ink, one bit a pixel, and a little around it.
    Picture crossed;          // Other ink that runs into theirs.
};

// The lines of tables in a picture of one bit a pixel.
RulingLines find_ruling_lines(Pix* ink);

}  // namespace ogi::extract::paged
