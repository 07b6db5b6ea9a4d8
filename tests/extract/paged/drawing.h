#pragma once

#include "extract/paged/page_content.h"
#include "model/document.h"

#include <string>
#include <string_view>
#include <vector>

namespace ogi::extract::paged {

// A page as a program would draw it, for tests: A4, text of 10 points.
class Drawing {
  public:
    explicit Drawing(std::uint16_t number = 1);

    // Each character as a glyph; wide ones take `size`, the others half of it. `spacing` is added behind
    // each.
    Drawing& text(float x, float top, std::string_view utf8, float size = 10, float spacing = 0);
    Drawing& across(float y, float from, float to);
    Drawing& down(float x, float from, float to);
    // Every line of a table with these edges.
    Drawing& table(const std::vector<float>& xs, const std::vector<float>& ys);
    // A row of texts, each a little within its column.
    Drawing& row(const std::vector<float>& xs, float top, const std::vector<std::string>& texts);

    Page page;
};

// The texts of a grid's cells, a line a row: "a|b|c"; a cell over several slots stands once.
std::string rows_of(const model::Grid& grid);

}  // namespace ogi::extract::paged
