#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace ogi::daemon {

// Of a region as it is asked for, what the codes of divisions (GB/T 2260) in it begin with: "42", "420000" (a
// province with all in it) and "4205" are regions. Trailing pairs of zeros name what contains the rest. Fails
// with `usage` for what is no code, empty included.
base::Result<std::string> read_region(std::string_view region);

// Whether a division is such a region or lies in it. An empty region contains everything.
bool is_in_region(std::string_view division, std::string_view region);

}  // namespace ogi::daemon
