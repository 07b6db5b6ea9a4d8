#pragma once

#include "daemon/answers/question.h"

#include <string_view>

namespace ogi::daemon {

// Where a question is asked: "/v1/reports/{agency}/{year}/diff". What stands in braces is told by the
// question's member of that name.
std::string_view path_pattern_of(About about);

}  // namespace ogi::daemon
