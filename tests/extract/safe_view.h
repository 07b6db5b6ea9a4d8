#pragma once

#include <string>
#include <string_view>

namespace ogi::extract {

// What is wrong with the markup of a SourceView; empty: nothing. It must consist of the few tags that a view
// has, nest as they are written when a browser's rules are put to it, and leave whatever stands around it
// where it is.
std::string fault_of_view(std::string_view html);

}  // namespace ogi::extract
