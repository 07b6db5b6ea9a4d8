#pragma once

#include "parser/review.h"

#include <vector>

// The parts of a review. Private to parser/.
namespace ogi::parser {

// The checks that do not hold, within the report and (years.*) against last year's.
std::vector<Finding> review_checks(const model::Report& report, const std::vector<model::Check>& years);
// Cells in which the form wants a figure and none stands; tables that are not there.
std::vector<Finding> review_blanks(const model::Report& report);
// Sections that are missing, empty or left as in the form; what the anomalies tell.
std::vector<Finding> review_text(const model::Report& report);

}  // namespace ogi::parser
