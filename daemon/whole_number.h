#pragma once

#include <charconv>
#include <optional>
#include <string_view>

namespace ogi::daemon {

// The number that stands in an address, from 0 on; nullopt where the text is none, or has zeros in front: one
// number has one address.
template <class Number>
std::optional<Number> whole_number(std::string_view text) {
    Number number{};
    const auto* const last = text.data() + text.size();
    const auto [end, problem] = std::from_chars(text.data(), last, number);
    const bool padded = text.size() > 1 && text.front() == '0';
    if (problem != std::errc{} || end != last || text.front() == '-' || padded) return std::nullopt;
    return number;
}

}  // namespace ogi::daemon
