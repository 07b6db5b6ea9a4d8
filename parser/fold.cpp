#include "parser/fold.h"

#include "base/utf8.h"
#include "parser/characters.h"

#include <array>
#include <cstddef>

namespace ogi::parser {

namespace {

constexpr std::string_view bookmark_open = "[bookmark:";
constexpr std::size_t short_bytes_max = 256;  // Folded without a detour: nearly every label.
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

// Characters and where they come from, written where there is room for them.
struct Place {
    char32_t* characters;
    std::uint32_t* origins;
    std::size_t count = 0;

    void put(char32_t c, std::size_t origin) {
        characters[count] = c;
        origins[count++] = static_cast<std::uint32_t>(origin);
    }
};

// ㈠ is "(一)", ⑴ and ① are "1.".
bool put_enclosed(Place& out, char32_t c, std::size_t origin) {
    if (c < 0x2460 || c > 0x3229) return false;
    if (c >= 0x3220 && c <= 0x3229) {
        out.put(U'(', origin), out.put(han_numerals[c - 0x3220], origin), out.put(U')', origin);
        return true;
    }
    const char32_t first = c >= 0x2474 && c <= 0x247C ? 0x2474 : c >= 0x2460 && c <= 0x2468 ? 0x2460 : 0;
    if (first == 0) return false;
    out.put(U'1' + (c - first), origin), out.put(U'.', origin);
    return true;
}

// Letters, digits and Chinese characters, which is nearly all there is.
constexpr bool is_common_han(char32_t c) {
    return c >= 0x4E00 && c <= 0x9FFF;
}
constexpr bool stays(char32_t c) {
    return is_common_han(c) || is_ascii_digit(c) || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
}

constexpr bool is_superscript(char32_t c) {
    return c == U'¹' || c == U'²' || c == U'³' || c == U'⁰' || (c >= U'⁴' && c <= U'⁹');
}

constexpr char32_t folded_form(char32_t c) {
    if (stays(c)) return c;
    if (is_superscript(c)) return 0;
    if (base::is_space(c) || quotation_marks.find(c) != quotation_marks.npos) return 0;
    if (opening_brackets.find(c) != opening_brackets.npos) return U'(';
    if (closing_brackets.find(c) != closing_brackets.npos) return U')';
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;  // Full width forms.
    if (c == U'−' || c == U'﹣') return U'-';
    if (c == U'﹢') return U'+';
    if (c == U'∕') return U'/';
    return c;
}

// The forms of the marks that are met most: ASCII, Chinese punctuation, full width forms.
template <char32_t First, std::size_t Count>
constexpr std::array<char32_t, Count> forms_from() {
    std::array<char32_t, Count> forms{};
    for (std::size_t i = 0; i < Count; ++i) forms[i] = folded_form(First + static_cast<char32_t>(i));
    return forms;
}
constexpr auto ascii_forms = forms_from<0, 0x80>();
constexpr auto chinese_forms = forms_from<0x3000, 0x20>();
constexpr auto wide_forms = forms_from<0xFF00, 0x60>();

// Puts the common Han characters at `at`, which is nearly all of a text, and moves it behind them. How many
// there are then.
std::size_t copy_common_han(std::string_view text, std::size_t& at, const Place& to) {
    std::size_t count = to.count, here = at;
    for (std::uint32_t bytes = 0; begin_with_three(bytes = four_bytes(text, here)); here += 3) {
        const auto c = code_point_of_three(bytes);
        if (!is_common_han(c)) break;
        to.characters[count] = c;
        to.origins[count++] = static_cast<std::uint32_t>(here);
    }
    at = here;
    return count;
}

// Any other character, or a bookmark: how many bytes it has.
std::size_t fold_next(std::string_view text, std::size_t at, Place& to) {
    if (const auto length = text[at] == '[' ? bookmark_length(text.substr(at)) : 0; length > 0) return length;
    const auto [c, length] = base::decode_utf8(text.substr(at));
    if (stays(c)) {
        to.put(c, at);
    } else if (!put_enclosed(to, c, at)) {
        char32_t plain = fold_character(c);
        const char32_t last = to.count == 0 ? 0 : to.characters[to.count - 1];
        if (plain == U'、' && is_ascii_digit(last)) plain = U'.';
        if (plain != 0) to.put(plain, at);
    }
    return length;
}

}  // namespace

bool is_superscript_digit(char32_t c) {
    return is_superscript(c);
}

char32_t fold_character(char32_t c) {
    if (stays(c)) return c;
    if (c < ascii_forms.size()) return ascii_forms[c];
    if (c >= 0x3000 && c - 0x3000 < chinese_forms.size()) return chinese_forms[c - 0x3000];
    if (c >= 0xFF00 && c - 0xFF00 < wide_forms.size()) return wide_forms[c - 0xFF00];
    return folded_form(c);
}

std::size_t fold_to(std::string_view text, char32_t* characters, std::uint32_t* origins) {
    Place to{characters, origins};
    for (std::size_t at = 0; at < text.size();) {
        to.count = copy_common_han(text, at, to);
        if (at < text.size()) at += fold_next(text, at, to);
    }
    return to.count;
}

Folded fold(std::string_view text) {
    Folded out;
    out.text.resize(text.size());
    out.origin.resize(text.size());
    const auto count = fold_to(text, out.text.data(), out.origin.data());
    out.text.resize(count);
    out.origin.resize(count);
    return out;
}

std::u32string folded(std::string_view text) {
    if (text.size() > short_bytes_max) return fold(text).text;
    std::array<char32_t, short_bytes_max> characters;
    std::array<std::uint32_t, short_bytes_max> origins;
    return {characters.data(), fold_to(text, characters.data(), origins.data())};
}

}  // namespace ogi::parser
