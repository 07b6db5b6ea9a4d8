#pragma once

#include "model/report.h"
#include "parser/read_cells.h"

#include <vector>

namespace ogi::parser {

// Which cells make identities fail. A cell is suspect if one other value of it, not negative, would make
// every violated identity that it stands in hold, and it stands in none that holds now. In the request table
// that is where a violated row and a violated column cross, so one wrong figure names itself. A dispute cell
// stands in one sum only: what the prose says of it narrows the choice, else all that might explain it are
// given, `among` so many. More than a handful name nobody and are left out; figures that are wrong in ways
// which no single cell of a row or column explains give no suspect. Those alone with their checks come first.
std::vector<model::Suspect> find_suspects(const CellMap& cells, model::Generation generation,
                                          const std::vector<model::Statement>& statements);

}  // namespace ogi::parser
