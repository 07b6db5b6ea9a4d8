#include "extract/superscript.h"

#include "base/utf8.h"

#include <array>

namespace ogi::extract {
namespace {

constexpr std::string_view mark_brackets = "[]()〔〕［］（）";

}  // namespace

std::string superscript(std::string_view text) {
    static constexpr std::array<std::string_view, 10> digits = {"⁰", "¹", "²", "³", "⁴",
                                                                "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string raised;
    const auto put = [&](char32_t digit) { raised += digits[digit]; };
    while (!text.empty()) {
        const auto [c, length] = base::decode_utf8(text);
        const auto character = text.substr(0, length);
        text.remove_prefix(length);
        if (c >= U'0' && c <= U'9') {
            put(c - U'0');
        } else if (c >= U'①' && c <= U'⑳') {
            const auto number = c - U'①' + 1;
            if (number >= 10) put(number / 10);
            put(number % 10);
        } else if (mark_brackets.find(character) == std::string_view::npos) {
            return {};
        }
    }
    return raised;
}

}  // namespace ogi::extract
