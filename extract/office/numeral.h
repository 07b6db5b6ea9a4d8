#pragma once

#include <string>
#include <string_view>

namespace ogi::extract {

// A number of an automatic list as Word prints it (ECMA-376 part 1 §17.18.59, ST_NumberFormat): 3 as "三" for
// "chineseCounting", as "③" for "decimalEnclosedCircle". By the name "bullet" or "none" empty; a format that
// is not known here, or a number it has no sign for, in decimals.
std::string numeral(long number, std::string_view format);

}  // namespace ogi::extract
