#pragma once

#include "model/change.h"
#include "model/report.h"

#include <string_view>
#include <vector>

namespace ogi::parser {

// Says of each changed cell which checks it broke or healed and how much it matters, by the first of these
// that holds: it broke an accounting identity (grave); a figure is ten times what it was, or a tenth, or more
// (grave); it became zero, was zero, or changed its sign (notable); a figure came or went (notable); else
// minor. A check is broken if it is violated now and was not, healed if it was and is not.
void judge_cells(std::vector<model::CellChange>& changes, const model::Report& before,
                 const model::Report& after);

// Whether a cell stands in a check of the report: an identity, a figure of the prose held against the tables,
// a comparison with the year before.
bool takes_part_in(std::string_view cell, std::string_view check, const model::Report& report);

}  // namespace ogi::parser
