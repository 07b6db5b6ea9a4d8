#pragma once

#include "extract/paged/page_pieces.h"

#include <vector>

namespace ogi::extract::paged {

// Takes page numbers and what stands at the same place of most pages (running heads and feet) out of the
// pages. Returns the running heads and feet, each once; page numbers say nothing.
std::vector<ProseLine> take_furniture(std::vector<PagePieces>& pages);

}  // namespace ogi::extract::paged
