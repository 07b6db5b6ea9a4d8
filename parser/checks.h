#pragma once

#include "model/report.h"
#include "parser/read_cells.h"

#include <vector>

namespace ogi::parser {

// The accounting identities of the form (勾稽关系): 40 for the 2019 form, 42 for the 2021 form, for free form
// the seven of the national statistics table where `cells` has it; a mixed report has those its rows allow.
// One with an operand that is no number is not_assessable: blank is not zero.
//
// Then, only where found, `misuse.disclosure.<item>` with outcome `holds`: the columns of an item hold last
// year's volume, its change and this year's volume instead of item counts. It says nothing about the
// identities.
std::vector<model::Check> check_identities(const CellMap& cells, model::Generation generation);

// Over the identities alone: prose.*, years.* and misuse.* do not count.
model::Verdict verdict_of(const std::vector<model::Check>& checks);

}  // namespace ogi::parser
