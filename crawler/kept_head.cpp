#include "crawler/kept_head.h"

#include <algorithm>

namespace ogi::crawler {

namespace {

constexpr std::size_t usual_head_bytes = 512;
constexpr std::string_view set_cookie = "set-cookie:";

bool sets_cookie(std::string_view line) {
    return line.size() > set_cookie.size() &&
           std::ranges::equal(line.substr(0, set_cookie.size()), set_cookie, {}, [](char c) {
               return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
           });
}

// Where the value of the cookie begins and ends; without a name, all of it is value.
std::string without_value(std::string_view line) {
    const auto end = std::min(line.find(';'), line.find_last_not_of("\r\n") + 1);
    const auto equals = line.substr(0, end).find('=');
    const auto begin = equals == std::string_view::npos ? set_cookie.size() : equals + 1;
    std::string kept{line.substr(0, begin)};
    kept += kept_cookie_value;
    kept += line.substr(end);
    return kept;
}

}  // namespace

void keep_head_line(std::string& head, std::string_view line) {
    if (head.size() + line.size() > kept_head_bytes_max) return;
    if (head.empty()) head.reserve(usual_head_bytes);
    if (sets_cookie(line)) {
        head += without_value(line);
    } else {
        head += line;
    }
}

}  // namespace ogi::crawler
