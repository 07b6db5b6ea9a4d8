#pragma once

#include "base/json_writer.h"
#include "base/result.h"
#include "model/report.h"
#include "parser/trace.h"

#include <string>
#include <string_view>

// How a figure was found: for whoever doubts one.
namespace ogi::daemon {

// Adds to an object: the cell as it is told; where the form has it; where it stands in the source, with the
// table, its caption, the row's label as printed and the form's that it stands for, and the heads above it;
// how the row's values were told apart; how the text became a figure; what else was read for it and not
// taken; what a person put right; the checks that it takes part in; remarks on its row. `trace` is of the
// reading that `report` comes from, or of today's reading of the same bytes. Fails with `not_found`, naming
// near ids, where the report has no such cell.
base::Result<void> explain_cell(base::JsonWriter& json, const model::Report& report,
                                const parser::Trace& trace, std::string_view cell);

}  // namespace ogi::daemon
