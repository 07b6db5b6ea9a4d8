#pragma once

#include <string>
#include <string_view>

namespace ogi::daemon {

// Why a file is no report (model::Report::reason), for an office that reads Chinese. A reason that is not
// known is told in general words: the English ones stand in the JSON.
std::string chinese_reason(std::string_view reason);

}  // namespace ogi::daemon
