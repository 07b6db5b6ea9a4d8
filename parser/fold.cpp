#include "parser/fold.h"

#include "base/utf8.h"

#include <algorithm>

namespace ogi::parser {

namespace {

constexpr std::string_view bookmark_open = "[bookmark:";
constexpr std::u32string_view opening_brackets = U"(（〔【﹝［[{｛﹙「『";
constexpr std::u32string_view closing_brackets = U")）〕】﹞］]}｝﹚」』";
constexpr std::u32string_view quotation_marks = U"\"'“”‘’「」『』＂＇«»";
constexpr std::u32string_view han_numerals = U"一二三四五六七八九十";

// Length of a Word bookmark mark at the start of `text`, 0 if there is none.
std::size_t bookmark_length(std::string_view text) {
    if (!text.starts_with(bookmark_open)) return 0;
    const auto end = text.find(']');
    return end == std::string_view::npos ? 0 : end + 1;
}

void put(Folded& out, char32_t c, std::uint32_t origin) {
    out.text.push_back(c);
    out.origin.push_back(origin);
}

// ㈠ is "(一)", ⑴ and ① are "1.".
bool put_enclosed(Folded& out, char32_t c, std::uint32_t origin) {
    if (c < 0x2460 || c > 0x3229) return false;
    if (c >= 0x3220 && c <= 0x3229) {
        put(out, U'(', origin), put(out, han_numerals[c - 0x3220], origin), put(out, U')', origin);
        return true;
    }
    const char32_t first = c >= 0x2474 && c <= 0x247C ? 0x2474 : c >= 0x2460 && c <= 0x2468 ? 0x2460 : 0;
    if (first == 0) return false;
    put(out, U'1' + (c - first), origin), put(out, U'.', origin);
    return true;
}

// Letters, digits and Chinese characters, which is nearly all there is.
constexpr bool stays(char32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || is_ascii_digit(c) || (c >= U'A' && c <= U'Z') ||
           (c >= U'a' && c <= U'z');
}

}  // namespace

bool is_superscript_digit(char32_t c) {
    return c == U'¹' || c == U'²' || c == U'³' || c == U'⁰' || (c >= U'⁴' && c <= U'⁹');
}

char32_t fold_character(char32_t c) {
    if (stays(c)) return c;
    if (is_superscript_digit(c)) return 0;
    if (base::is_space(c) || quotation_marks.find(c) != quotation_marks.npos) return 0;
    if (opening_brackets.find(c) != opening_brackets.npos) return U'(';
    if (closing_brackets.find(c) != closing_brackets.npos) return U')';
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;  // Full width forms.
    if (c == U'−' || c == U'﹣') return U'-';
    if (c == U'﹢') return U'+';
    if (c == U'∕') return U'/';
    return c;
}

void fold_behind(Folded& out, std::string_view text) {
    const std::size_t begin = out.text.size();
    std::size_t at = 0;
    while (at < text.size()) {
        if (const auto length = text[at] == '[' ? bookmark_length(text.substr(at)) : 0; length > 0) {
            at += length;
            continue;
        }
        const auto [c, length] = base::decode_utf8(text.substr(at));
        const auto origin = static_cast<std::uint32_t>(at);
        at += length;
        if (stays(c)) {
            put(out, c, origin);
            continue;
        }
        if (put_enclosed(out, c, origin)) continue;
        char32_t plain = fold_character(c);
        if (plain == U'、' && out.text.size() > begin && is_ascii_digit(out.text.back())) plain = U'.';
        if (plain != 0) put(out, plain, origin);
    }
}

Folded fold(std::string_view text) {
    Folded out;
    out.text.reserve(text.size() / 2);
    out.origin.reserve(text.size() / 2);
    fold_behind(out, text);
    return out;
}

std::u32string folded(std::string_view text) {
    return fold(text).text;
}

}  // namespace ogi::parser
