#pragma once

#include "model/decision.h"
#include "model/report.h"

#include <vector>

namespace ogi::parser {

// Puts right the cells that people corrected: value and kind become what the decision says, raw text, unit
// and place stay as printed, Report::corrections tells what was printed. A correction applies only where the
// cell prints what it was made against; of several the last one that applies counts. Checks, verdict,
// suspects and remarks on figures are those of the corrected cells. `decisions`: cell_correct among them,
// oldest first; others are passed over. The report must have no corrections yet.
void correct_cells(model::Report& report, const std::vector<const model::Decision*>& decisions);

// Makes the report again what the parser read: the inverse of correct_cells.
void take_back_corrections(model::Report& report);

// Computes anew what follows from the cells: for a report as the parser made it, what it has already.
void assess_figures(model::Report& report, const std::vector<model::Anomaly>& remarks_before);

}  // namespace ogi::parser
