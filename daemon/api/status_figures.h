#pragma once

#include <string>
#include <string_view>

namespace ogi::daemon {

// The figures of a line of status (status.h), in the text format of Prometheus; empty for what is none.
std::string status_figures(std::string_view status);

}  // namespace ogi::daemon
