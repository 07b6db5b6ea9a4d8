#pragma once

#include <string>
#include <string_view>

namespace ogi::extract {

// "12", "[12]" and "⑫" as "¹²"; empty for anything but a footnote's mark. So a mark that is set small beside
// a figure does not become a digit of it.
std::string superscript(std::string_view text);

}  // namespace ogi::extract
