#pragma once

#include "model/report.h"
#include "parser/read_cells.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace ogi::parser {

model::Cell number_cell(const model::Decimal& value);

// Every cell of a form, filled in at random so that all identities hold: about one inner cell in three is
// not 0. The same seed gives the same form.
CellMap consistent_form(model::Generation generation, std::uint32_t seed);

}  // namespace ogi::parser
