#include "tests/fuzz/printed.h"

#include "base/utf8.h"

#include <algorithm>

namespace ogi::fuzz {
namespace {

std::string without_bookmarks(std::string_view text) {
    constexpr std::string_view open = "[bookmark:";
    std::string out;
    for (;;) {
        const auto at = text.find(open);
        out += text.substr(0, at);
        if (at == std::string_view::npos) return out;
        const auto end = text.find(']', at);
        if (end == std::string_view::npos) return out.append(text.substr(at));
        text.remove_prefix(end + 1);
    }
}

std::string without_leading_zeros(std::string digits) {
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
    return digits;
}

}  // namespace

std::string printed_digits(std::string_view text) {
    const auto plain = without_bookmarks(text);
    std::string digits;
    for (std::string_view rest = plain; !rest.empty();) {
        const auto [c, length] = base::decode_utf8(rest);
        rest.remove_prefix(length);
        if (c >= U'0' && c <= U'9') digits += static_cast<char>(c);
        if (c >= U'０' && c <= U'９') digits += static_cast<char>(c - U'０' + U'0');
    }
    return digits;
}

bool is_printed(const model::Decimal& value, std::string_view raw) {
    auto digits = without_leading_zeros(printed_digits(raw));
    auto found = without_leading_zeros(printed_digits(value.text()));
    // 1.50 is kept as 1.5.
    if (raw.find('.') != std::string_view::npos || raw.find("．") != std::string_view::npos) {
        while (digits.size() > found.size() && digits.ends_with('0')) digits.pop_back();
    }
    if (found != digits) return false;
    if (value.units >= 0) return true;
    constexpr std::string_view minuses[] = {"-", "－", "−", "﹣", "减", "↓"};
    return std::ranges::any_of(minuses, [&](auto sign) { return raw.find(sign) != std::string_view::npos; });
}

}  // namespace ogi::fuzz
