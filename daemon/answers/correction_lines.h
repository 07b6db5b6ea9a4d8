#pragma once

#include "base/json_writer.h"
#include "daemon/decisions/rulings.h"
#include "model/report.h"

#include <vector>

// Who put which cell right between one report and another, and why.
namespace ogi::daemon {

// A cell that other decisions hold for in the later report. nullptr on the side where none does.
struct CorrectionChange {
    const model::Correction* before = nullptr;
    const model::Correction* after = nullptr;
};

// In order of cell; they point into the reports.
std::vector<CorrectionChange> changed_corrections(const model::Report& before, const model::Report& after);

// Members "cell", "old" and "new" of an open object: the decision of either side with who made it, when (null
// where the decision is not known any more) and why, or null.
void write_correction_change(base::JsonWriter& json, const CorrectionChange& change, const Rulings& rulings);

// The same of one report's own correction, as the other side of a comparison of two years has none: "cell",
// "year", "printed" (what its document says; null for no figure), "old" and "new", one of which is null.
enum class Side { before, after };
void write_correction(base::JsonWriter& json, const model::Correction& correction, int year, Side side,
                      const Rulings& rulings);

}  // namespace ogi::daemon
