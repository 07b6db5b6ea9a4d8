#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What can be told from the text of a script without running it. Everything is bounded by the text.
namespace ogi::extract {

// What follows `name:` or `name =`, the name in quotes or not, from `from` on: up to the end of the text,
// without white space in front. Nothing where the name is only a part of another.
std::optional<std::string_view> after_name(std::string_view script, std::string_view name,
                                           std::size_t from = 0);

// The string literal, number or name that `text` begins with: 'a' and "a" give a, 12 gives 12. Escapes of
// literals are resolved (\/ \" \' \\ \n \t \uXXXX). Empty where none stands there.
std::string scalar_at(std::string_view text);

// scalar_at(after_name()), empty if there is none; only_number: 0 for anything but digits.
std::string scalar_of(std::string_view script, std::string_view name);
int number_of(std::string_view script, std::string_view name);

// The object or array literal that `text` begins with, brackets included; empty where it does not begin with
// one or has no end.
std::string_view bracketed_at(std::string_view text);

// The members of an object literal whose values are scalars, in order.
std::vector<std::pair<std::string, std::string>> scalars_of(std::string_view object);

// The string literals of an array literal, in order.
std::vector<std::string> strings_of(std::string_view array);

// application/x-www-form-urlencoded. What is percent-encoded already stays as it is.
std::string form_of(const std::vector<std::pair<std::string, std::string>>& fields);

}  // namespace ogi::extract
