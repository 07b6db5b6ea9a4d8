#pragma once

#include <string>
#include <string_view>

namespace ogi::extract {

enum class DateSystem { from_1900, from_1904 };

// A number of a sheet as its cell shows it. A format that would round it shows the stored digits instead, so
// what is read is never another figure; a negative number always has its sign; a zero that the format shows
// as
// "-" or hides is shown so. `stored`: as the file has it ("0.1", "1E-3"); `format`: the code of the cell's
// number format ("0.00%", "yyyy\"年\"m\"月\"", "General").
std::string shown_number(std::string_view stored, std::string_view format, DateSystem dates);

// The code of a built-in number format (ECMA-376 part 1 §18.8.30); "General" for an unknown one.
std::string_view builtin_number_format(long id);

}  // namespace ogi::extract
