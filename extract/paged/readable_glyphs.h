#pragma once

#include "extract/paged/page_content.h"

#include <vector>

namespace ogi::extract::paged {

// The glyphs that a reader sees, each once: without hidden text and without what was drawn twice to look
// bold. Characters that only look like others (radicals, ligatures) are those others.
std::vector<Glyph> readable_glyphs(std::vector<Glyph> glyphs);

// A page that is a picture: of its text at most a few glyphs are drawn, or all of it hidden.
bool is_scanned(const Page& page);

}  // namespace ogi::extract::paged
