#pragma once

#include "model/report.h"
#include "parser/read_cells.h"

#include <vector>

namespace ogi::parser {

// What the prose says against what the tables say: `prose.<name>` for every statement's name that cells stand
// behind. Agencies count in different ways ("受理" may mean new applications, these and the ones carried in,
// or the processed ones), so several readings are tried; `note` says which matched. Violated only if none
// does, for none of the figures of that name; not_assessable where the cells are missing or the prose gives
// no exact figure.
//
// `prose.parts.<whole>` compares the parts of a dispute count ("其中维持…") with the prose's own whole.
std::vector<model::Check> check_prose(const std::vector<model::Statement>& statements, const CellMap& cells,
                                      model::Generation generation);

}  // namespace ogi::parser
