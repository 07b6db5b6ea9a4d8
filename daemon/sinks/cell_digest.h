#pragma once

#include "model/report.h"

#include <string>
#include <string_view>

namespace ogi::daemon {

// Who put the value of a cell right; empty where it is as read.
std::string_view corrector_of(const model::Report& report, std::string_view cell);

// What stands in the cells of a report, as a SHA-256 that a target can make from what it holds: of the lines
// "id TAB kind TAB digits TAB raw TAB unit TAB corrector", in the order of the ids' bytes, each but the last
// with a line feed behind it; what there is none of is empty, U+0000 is U+FFFD. 64 hexadecimal digits.
std::string cells_digest(const model::Report& report);

}  // namespace ogi::daemon
