#pragma once

#include "daemon/answers/question.h"
#include "model/timeline.h"

#include <string>
#include <vector>

namespace ogi::daemon {

// A line a revision, oldest first: when it was observed and recorded, what differs from the one before, and
// what else befell the report while it was the current one. `timeline` is that of the report; what it lacks
// of older stores is null.
std::vector<std::string> history_lines(const model::ReportState& state,
                                       const std::vector<model::Revision>& revisions,
                                       const std::vector<model::TimelineEntry>& timeline);

}  // namespace ogi::daemon
