#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// The lines of a text that ends each with a line end.
std::vector<std::string> split_lines(std::string_view text);

}  // namespace ogi::daemon
