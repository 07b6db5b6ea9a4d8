#pragma once

#include "extract/paged/table.h"

#include <span>
#include <utility>
#include <vector>

namespace ogi::extract::paged {

// Tables that no lines part, or lines between rows only: their columns are told by the gaps that go down
// through the lines of text, their rows by the lines that have figures. Returns them, and the lines that
// belong to none. What is prose in columns, a list or a form to fill in is no table.
std::pair<std::vector<Table>, std::vector<TextLine>> unruled_tables(std::vector<TextLine> lines,
                                                                    const DrawnLines& drawn);

}  // namespace ogi::extract::paged
