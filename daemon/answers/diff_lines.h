#pragma once

#include "daemon/answers/question.h"
#include "daemon/decisions/rulings.h"
#include "model/report.h"

namespace ogi::daemon {

// What leads from one report to another as typed operations, an object of JSON each (docs/formats.md): cells
// of the form, cells of statistics tables, sentences, other aspects. Nothing where a reader sees no
// difference. `rulings`: when the decisions were made that put cells right.
void tell_differences(const model::Report& before, const model::Report& after, const Rulings& rulings,
                      const LineSink& sink);

// How much of the text of `report` stood in that of another year, a line for all of it, then one a section
// (parser/repetition.h).
void tell_repetition(const model::Report& earlier, const model::Report& report, const LineSink& sink);

}  // namespace ogi::daemon
