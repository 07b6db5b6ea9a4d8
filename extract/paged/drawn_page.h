#pragma once

#include "base/result.h"
#include "extract/programs.h"

#include <string>
#include <string_view>

// A page of a PDF or a scan as a picture, for people who want to see where a figure stands. Drawn by the
// program that reads it, ogi-pdf or ogi-ocr, as a child with limits. Asked for by `--page NUMBER`, it answers
// with a line "WIDTH HEIGHT", in points, and a PNG behind it.
namespace ogi::extract::paged {

inline constexpr double drawn_dots_per_inch = 110;
inline constexpr double drawn_pixels_max = 4e6;  // A larger page is drawn coarser.

struct DrawnPage {
    double width = 0;  // In points of 1/72 inch, as model::PageBox has them.
    double height = 0;
    std::string png{};
};

// Which program read it, so that places on the page are where that program saw them.
enum class ReadAs { text, scan };

// `page`: from 1. Fails with `not_found` where the program is absent, with `too_large` where it reached a
// limit, with `malformed` where there is no such page or it cannot be drawn; the context is for a person.
base::Result<DrawnPage> draw_page(std::string_view body, int page, ReadAs how, const Programs& programs);

}  // namespace ogi::extract::paged
