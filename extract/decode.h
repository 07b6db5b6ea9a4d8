#pragma once

#include "extract/charset.h"

#include <string>
#include <string_view>

namespace ogi::extract {

// Decodes `bytes` from `skip` on by the WHATWG charset named. NUL characters are left out (HTML has no use
// for them, and the HTML parser's C strings would end there). Offsets refer to `bytes` with what was skipped.
DecodedText decode(std::string_view bytes, std::string_view charset, std::size_t skip);

// The same of UTF-8 that is known to be valid.
DecodedText decode_valid_utf8(std::string_view bytes, std::size_t skip);

// Whether `bytes` are ASCII and pairs of GB 18030 from end to end, which are all readable then.
bool is_of_pairs(std::string_view bytes);

// What ICU calls the converter of a WHATWG charset.
std::string icu_name(std::string_view charset);

}  // namespace ogi::extract
