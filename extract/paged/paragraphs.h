#pragma once

#include "extract/paged/page_pieces.h"

#include <vector>

namespace ogi::extract::paged {

// Where the prose of a document begins and ends on its lines, and how large it is written.
struct ProseShape {
    float left = 0;
    float right = 0;
    float size = 0;
};

// Told from most of the lines.
ProseShape prose_shape(const std::vector<PagePieces>& pages);

// Whether `next` goes on with the paragraph whose last line is `line`; also over a page break.
bool same_paragraph(const ProseLine& line, const ProseLine& next, const ProseShape& shape);

// Whether `next` goes on with a heading over several lines.
bool same_heading(const ProseLine& line, const ProseLine& next, const ProseShape& shape);

// Written larger than the prose.
bool is_heading(const ProseLine& line, const ProseShape& shape);

}  // namespace ogi::extract::paged
