#pragma once

#include "model/decimal.h"

#include <string>
#include <string_view>

// An independent look at whether a value is what is printed.
namespace ogi::fuzz {

// The digits of a text in order, full width ones too, without the marks of Word's bookmarks and of footnotes,
// which are no part of a figure.
std::string printed_digits(std::string_view text);

// Whether `value` has exactly the digits of `raw`, leading zeros apart, and its sign: a minus, or a word for
// less. "持平" prints a zero without a digit.
bool is_printed(const model::Decimal& value, std::string_view raw);

}  // namespace ogi::fuzz
