#pragma once

#include "extract/line_reader.h"
#include "extract/visible_tree.h"

#include <cstdint>
#include <vector>

namespace ogi::extract {

// What a line of the page is for.
enum class LineRole {
    body,
    outside,  // Beside the body and worth knowing: title, date and source lines, breadcrumbs, metadata.
    chrome,   // Navigation, share bars, counters, footers, recommended lists.
};

// One role a line. The body is the content container of a known CMS (the table in page_marks.cpp) where the
// page has one that holds the report's sections; else the smallest element that holds all section headings
// (一、总体情况 …); else the element with most of the text that is not links.
std::vector<LineRole> find_main_body(const VisibleTree& tree, const std::vector<Line>& lines);

}  // namespace ogi::extract
