#pragma once

#include "base/url.h"

#include <cstdint>
#include <string>
#include <string_view>

// Parts of addresses, as families look at them.
namespace ogi::extract {

bool is_digits(std::string_view text);  // At least one, and nothing else.
bool is_hexadecimal(std::string_view text);
std::string to_lower(std::string_view text);  // ASCII.

// 0 for anything but digits that make a number from 1 on.
int number_of_digits(std::string_view digits);

// The last part of a path, without its extension: "t1" of "/a/t1.shtml".
std::string_view file_stem(std::string_view path);

// The value of a query's parameter, whatever the case of its name; empty if it has none.
std::string_view parameter(std::string_view query, std::string_view lower_name);

// The URL's path and query with that parameter set, where it stands or at the end.
std::string with_parameter(const base::Url& url, std::string_view lower_name, std::string_view value);

}  // namespace ogi::extract
