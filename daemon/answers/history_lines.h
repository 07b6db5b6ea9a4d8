#pragma once

#include "daemon/answers/question.h"
#include "daemon/decisions/rulings.h"
#include "model/timeline.h"

#include <string>
#include <vector>

namespace ogi::daemon {

// A line a revision, oldest first: when it was observed and recorded, what differs from the one before, and
// what else befell the report while it was the current one. `timeline` is that of the report; what it lacks
// of older stores is null. `rulings`: when the decisions were made that put cells right.
std::vector<std::string> history_lines(const model::ReportState& state,
                                       const std::vector<model::Revision>& revisions,
                                       const std::vector<model::TimelineEntry>& timeline,
                                       const Rulings& rulings);

}  // namespace ogi::daemon
