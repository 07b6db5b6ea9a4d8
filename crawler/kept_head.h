#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ogi::crawler {

// Header lines of a response that are kept with its body; those that would go beyond are left out.
inline constexpr std::size_t kept_head_bytes_max = std::size_t{16} << 10;

// What stands for the value of a cookie: it lets whoever has it pass for us.
inline constexpr std::string_view kept_cookie_value = "*";

// Adds a status line or header line, as received with its line end, to what is kept of a response.
void keep_head_line(std::string& head, std::string_view line);

}  // namespace ogi::crawler
