#pragma once

#include <string>
#include <string_view>

namespace ogi::daemon {

// A text without what no document of XML 1.0 can hold, not even as a reference: control characters but tab
// and line feed, U+FFFE and U+FFFF. Markup stays as it is.
std::string xml_characters(std::string_view text);

}  // namespace ogi::daemon
