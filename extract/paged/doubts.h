#pragma once

#include "extract/paged/lattice.h"

#include <vector>

namespace ogi::extract::paged {

// Upright glyphs as a reader of the page takes them, in the same order: those that a line strikes out are
// gone, small raised digits are superscripts, and doubtful is every digit that may not mean what it says: one
// that a line runs through, of a figure that reaches over a vertical line, or of another size or height than
// the figure that it touches.
std::vector<Glyph> judged_glyphs(std::vector<Glyph> glyphs, const DrawnLines& drawn);

}  // namespace ogi::extract::paged
