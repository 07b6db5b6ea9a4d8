#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

// Addresses that a running daemon is asked for.
namespace ogi::daemon {

// A segment of a path, or a value of a query.
std::string encoded(std::string_view text);

// "?a=1&b=2" of those that are not empty.
std::string query_of(std::initializer_list<std::pair<std::string_view, std::string>> parameters);

}  // namespace ogi::daemon
