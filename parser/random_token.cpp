#include "parser/random_token.h"

#include "base/utf8.h"

#include <cstddef>

namespace ogi::parser {

namespace {

using namespace std::literals;

constexpr std::size_t token_bytes_min = 6;
constexpr std::size_t token_bytes_max = 64;
constexpr std::size_t token_turns_min = 4;  // "iPhone12" turns three times between kinds of letters.
constexpr std::size_t hex_token_bytes_min = 16;

enum class Letter { small, capital, digit, other };

Letter kind_of(char c) {
    if (c >= 'a' && c <= 'z') return Letter::small;
    if (c >= 'A' && c <= 'Z') return Letter::capital;
    return c >= '0' && c <= '9' ? Letter::digit : Letter::other;
}

// "p1EanqF", "9f86d081884c7d65": no word, no name and no code that a report would cite.
bool is_random_token(std::string_view token) {
    if (token.size() < token_bytes_min || token.size() > token_bytes_max) return false;
    std::size_t turns = 0;
    bool small = false;
    bool digit = false;
    bool hex = true;
    for (std::size_t i = 0; i < token.size(); ++i) {
        const auto kind = kind_of(token[i]);
        if (kind == Letter::other) return false;
        small = small || kind == Letter::small;
        digit = digit || kind == Letter::digit;
        hex = hex && (kind == Letter::digit || (token[i] >= 'a' && token[i] <= 'f'));
        if (i > 0 && kind_of(token[i - 1]) != kind) ++turns;
    }
    // A unified credit code has capitals and digits only.
    if (!small) return false;
    return turns >= token_turns_min || (hex && digit && token.size() >= hex_token_bytes_min);
}

}  // namespace

std::string_view without_token(std::string_view text) {
    text = base::trim(text);
    std::size_t begin = text.size();
    while (begin > 0 && kind_of(text[begin - 1]) != Letter::other) --begin;
    if (!is_random_token(text.substr(begin))) return text;
    const auto before = base::trim(text.substr(0, begin));
    if (before.empty()) return {};
    const bool apart = before.size() < begin;
    const bool wide = (static_cast<unsigned char>(before.back()) & 0x80U) != 0;
    const bool names_it = before.ends_with("："sv) || before.ends_with("、"sv) || before.ends_with("号"sv) ||
                          before.ends_with("码"sv);
    return (wide || apart) && !names_it ? before : text;
}

}  // namespace ogi::parser
