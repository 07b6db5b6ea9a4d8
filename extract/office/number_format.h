#pragma once

#include <string>
#include <string_view>

namespace ogi::extract {

enum class DateSystem { from_1900, from_1904 };

// A number of a sheet as a reader sees it in its cell: rounded, scaled, with the text around it, hidden.
// "\uFFFC" where the format is not understood exactly, or shows a negative number without a sign. `stored`:
// as the file has it ("0.1", "1E-3"); `format`: the code of the cell's number format ("0.00%",
// "yyyy\"年\"m\"月\"", "General").
std::string shown_number(std::string_view stored, std::string_view format, DateSystem dates);

// The same for a text, which a format can hide.
std::string shown_text(std::string_view text, std::string_view format);

// The code of a built-in number format (ECMA-376 part 1 §18.8.30); "General" for an unknown one.
std::string_view builtin_number_format(long id);

}  // namespace ogi::extract
