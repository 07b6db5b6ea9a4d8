#pragma once

#include "model/document.h"
#include "model/report.h"
#include "parser/read_cells.h"

#include <optional>

namespace ogi::parser {

// Figures that were recognised with less are not believed. Two readings that agree have 85 and more, ones
// that differ 40 at most (extract/paged/ocr_program).
inline constexpr int believed_percent = 80;

// Makes unreadable what was recognised in an image without certainty and what was not found there: a label or
// a table may have been lost. Puts right what the identities
// leave one answer for that fits what was seen: a figure read with doubt that one identity at least demands;
// or one that differs from what was read in a single digit, where two demand it and none contradicts. Nothing
// where no text of the document was recognised.
std::optional<model::Recognition> doubt_recognised(const model::Document& document, CellMap& cells,
                                                   model::Generation generation);

}  // namespace ogi::parser
