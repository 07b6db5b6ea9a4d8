#include "extract/discovery/address.h"

#include <algorithm>
#include <charconv>

namespace ogi::extract {

bool is_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_hexadecimal(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    });
}

std::string to_lower(std::string_view text) {
    std::string out{text};
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

int number_of_digits(std::string_view digits) {
    int number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return error == std::errc{} && end == digits.data() + digits.size() && number > 0 ? number : 0;
}

std::string_view file_stem(std::string_view path) {
    const auto name = path.substr(path.rfind('/') + 1);
    return name.substr(0, name.find('.'));
}

namespace {

// Where the parameter stands in the query, name and value; empty if it does not.
std::string_view find_parameter(std::string_view query, std::string_view lower_name) {
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        const auto item = query.substr(0, end);
        if (to_lower(item.substr(0, item.find('='))) == lower_name) return item;
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return {};
}

}  // namespace

std::string_view parameter(std::string_view query, std::string_view lower_name) {
    const auto item = find_parameter(query, lower_name);
    return item.substr(std::min(item.find('='), item.size() - 1) + 1);
}

std::string with_parameter(const base::Url& url, std::string_view lower_name, std::string_view value) {
    std::string out{url.path()};
    out.push_back('?');
    const auto query = url.query();
    const auto item = find_parameter(query, lower_name);
    if (item.data() == nullptr) {
        if (!query.empty()) out.append(query).push_back('&');
        return out.append(lower_name).append("=").append(value);
    }
    const auto at = static_cast<std::size_t>(item.data() - query.data());
    return out.append(query.substr(0, at))
        .append(item.substr(0, item.find('=')))
        .append("=")
        .append(value)
        .append(query.substr(at + item.size()));
}

}  // namespace ogi::extract
