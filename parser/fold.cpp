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

// Writes where there is room for every character.
class Writer {
  public:
    Writer(char32_t* characters, std::uint32_t* origins)
        : begin_{characters}, at_{characters}, origins_{origins} {}

    void put(char32_t c, std::uint32_t origin) {
        *at_++ = c;
        if (origins_ != nullptr) *origins_++ = origin;
    }
    std::size_t count() const { return static_cast<std::size_t>(at_ - begin_); }
    char32_t last() const { return at_ == begin_ ? 0 : at_[-1]; }  // 0 before the first.

  private:
    char32_t* begin_;
    char32_t* at_;
    std::uint32_t* origins_;
};

// ㈠ is "(一)", ⑴ and ① are "1.".
bool put_enclosed(Writer& out, char32_t c, std::uint32_t origin) {
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
constexpr bool stays(char32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || is_ascii_digit(c) || (c >= U'A' && c <= U'Z') ||
           (c >= U'a' && c <= U'z');
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
    Writer to{characters, origins};
    for (std::size_t at = 0; at < text.size();) {
        const auto origin = static_cast<std::uint32_t>(at);
        if (const auto bytes = four_bytes(text, at); begin_with_three(bytes)) {
            if (const auto c = code_point_of_three(bytes); stays(c)) {
                to.put(c, origin);
                at += 3;
                continue;
            }
        }
        if (const auto length = text[at] == '[' ? bookmark_length(text.substr(at)) : 0; length > 0) {
            at += length;
            continue;
        }
        const auto [c, length] = base::decode_utf8(text.substr(at));
        at += length;
        if (stays(c)) {
            to.put(c, origin);
            continue;
        }
        if (put_enclosed(to, c, origin)) continue;
        char32_t plain = fold_character(c);
        if (plain == U'、' && is_ascii_digit(to.last())) plain = U'.';
        if (plain != 0) to.put(plain, origin);
    }
    return to.count();
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
    std::array<char32_t, short_bytes_max> characters;
    if (text.size() <= characters.size())
        return {characters.data(), fold_to(text, characters.data(), nullptr)};
    std::u32string out(text.size(), U' ');
    out.resize(fold_to(text, out.data(), nullptr));
    return out;
}

}  // namespace ogi::parser
