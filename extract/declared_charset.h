#pragma once

#include <string_view>

// What a page and its server say of its charset. They are often wrong; detect_charset() holds it against the
// bytes.
namespace ogi::extract {

// The WHATWG name behind a label ("GB2312" → "gb18030", "utf8" → "utf-8"); empty if unknown to us.
std::string_view charset_of_label(std::string_view label);

// charset= of a Content-Type. Empty if nothing known is declared.
std::string_view declared_charset(std::string_view content_type);

// What the page declares by <meta> or <?xml …?> (WHATWG HTML §13.2.3.2, "prescan a byte stream") in its first
// prescan_bytes: the standard has 1024, but real pages put comments first. Empty if nothing known is
// declared.
std::string_view prescan_charset(std::string_view body);

inline constexpr std::size_t prescan_bytes = 4096;

}  // namespace ogi::extract
