#pragma once

#include <string>
#include <string_view>

// A name of an agency as a segment of a path, before it is percent-encoded, and back. "." and ".." would be
// taken for steps of the path, also where they are escaped (URL Standard, "double-dot URL path segment"), and
// ".json" and ".csv" at the end for the data of a page: such names have a "~" behind them in addresses. A
// segment that needs none and has none is the name itself. Pages and the API have it alike.
namespace ogi::daemon {

std::string segment_of(std::string_view name);
std::string name_in_segment(std::string_view segment);

}  // namespace ogi::daemon
