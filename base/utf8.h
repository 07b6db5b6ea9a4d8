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
// `text` must not be empty.
Decoded decode_utf8(std::string_view text);

void append_utf8(std::string& out, char32_t code_point);

// Strict (RFC 3629): no overlong form, no surrogate, nothing above U+10FFFF.
bool is_valid_utf8(std::string_view text);

// Every ill-formed byte becomes U+FFFD.
std::string scrub_utf8(std::string_view text);

// CJK unified ideographs (base block, extension A, compatibility, planes 2 and 3).
bool is_han(char32_t code_point);

// White space as Unicode has it, with U+200B, U+FEFF and U+3000, which web pages use as such.
bool is_space(char32_t code_point);

// `text` without white space at either end.
std::string_view trim(std::string_view text);

}  // namespace ogi::base
