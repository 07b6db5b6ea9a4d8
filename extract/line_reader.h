#pragma once

#include "extract/read_document.h"
#include "extract/visible_tree.h"
#include "model/document.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ogi::extract {

// A paragraph of the page, or the place of a data table in it.
struct Line {
    model::BlockKind kind = model::BlockKind::paragraph;
    std::string text;            // Empty for BlockKind::grid.
    std::uint32_t node = 0;      // The node its text begins in; for a grid the table element.
    TextRange place;             // In the decoded page.
    std::size_t characters = 0;  // Without white space; for a grid those of all its cells.
    std::size_t link_characters = 0;
};

struct PageLines {
    std::vector<Line> lines;  // In reading order, so `node` rises.
    bool cut = false;         // text_bytes_max was reached: what follows is missing.
};

// The whole visible page as lines: each block of text one, data tables as a reference to their element.
PageLines read_lines(const VisibleTree& tree, const Limits& limits);

}  // namespace ogi::extract
