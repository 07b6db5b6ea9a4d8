#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ogi::base {

// U+FFFD, which stands for bytes that are not text.
inline constexpr char32_t replacement_character = 0xFFFD;

// One code point and how many bytes it took. Bytes that are no UTF-8 (overlong, surrogate, cut off)
// give U+FFFD and length 1.
struct Decoded {
    char32_t code_point;
    std::size_t length;
};
// What decode_utf8 hands over: any text.
Decoded decode_utf8_slowly(std::string_view text);

// `text` must not be empty. What nearly all text is made of, ASCII and three bytes from U+1000 on, is read
// here.
inline Decoded decode_utf8(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    const bool plain_lead = lead >= 0xE1 && lead <= 0xEF && lead != 0xED;
    if (plain_lead && text.size() >= 3 && (byte(1) & 0xC0U) == 0x80 && (byte(2) & 0xC0U) == 0x80) {
        const char32_t code_point = (lead & 0x0FU) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU);
        return {code_point, 3};
    }
    return decode_utf8_slowly(text);
}

void append_utf8(std::string& out, char32_t code_point);

// How many characters of ASCII the text begins with.
std::size_t count_leading_ascii(std::string_view text);

// Strict (RFC 3629): no overlong form, no surrogate, nothing above U+10FFFF.
bool is_valid_utf8(std::string_view text);

// Every ill-formed byte becomes U+FFFD.
std::string scrub_utf8(std::string_view text);

// CJK unified ideographs (base block, extension A, compatibility, planes 2 and 3).
constexpr bool is_han(char32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0x20000 && c <= 0x3FFFF) || c == 0x3007;
}

// White space as Unicode has it, with U+200B, U+FEFF and U+3000, which web pages use as such.
constexpr bool is_space(char32_t c) {
    if (c > 0x3000) return c == 0xFEFF;
    return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
           c == 0x3000;
}

// A byte that begins a character which is no white space: ASCII's signs, and what nearly all Chinese begins
// with.
constexpr bool begins_plainly(char byte) {
    const auto lead = static_cast<unsigned char>(byte);
    return (lead > 0x20 && lead < 0x7F) || (lead >= 0xE4 && lead <= 0xE9);
}

// Characters of valid UTF-8.
std::size_t count_characters(std::string_view text);

// Has valid UTF-8 more characters than this? Mostly told by its bytes.
bool has_more_characters(std::string_view text, std::size_t than);

// `text` without white space at either end.
std::string_view trim(std::string_view text);

}  // namespace ogi::base
