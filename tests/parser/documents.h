#pragma once

#include "model/document.h"
#include "model/report.h"

#include <string>
#include <string_view>
#include <vector>

// Documents for the tests of parser/, which knows no markup and no files.
namespace ogi::parser {

// A text file as the text reader gives it: a paragraph a line, empty ones too.
model::Document text_document(std::string_view text);

// A grid from a drawing: a line a row, cells between bars, "a >>3" spans three columns, "b vv2" spans two
// rows; slots covered from above are not drawn. Anything else in the drawing is the cell's text; "\n" inside
// it breaks the line.
model::Grid draw_grid(std::string_view drawing);

// Adds a paragraph or a grid to the end of a document.
void add_paragraph(model::Document& document, std::string_view text);
void add_grid(model::Document& document, std::string_view drawing);

// "36", or the name of the kind where there is no number: "blank", "unreadable".
std::string shown(const model::Cell& cell);

}  // namespace ogi::parser
