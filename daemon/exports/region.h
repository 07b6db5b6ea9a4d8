#pragma once

#include <string_view>

namespace ogi::daemon {

// Whether a division of GB/T 2260 is the region or lies in it: "42", "420000" (a province with all in it),
// "4205". Trailing pairs of zeros name what contains the rest. An empty region contains everything.
bool is_in_region(std::string_view division, std::string_view region);

}  // namespace ogi::daemon
