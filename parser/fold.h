#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::parser {

// A text as labels are compared: full width becomes half width, every bracket "(" or ")", the ordinals "1、"
// "1．" "⑴" become "1.", white space, quotation marks,
// superscript digits (marks of footnotes) and Word's "[bookmark: …]" are gone.
struct Folded {
    std::u32string text;
    std::vector<std::uint32_t> origin;  // One a character: the byte in the source where it comes from.
};

Folded fold(std::string_view text_utf8);

// The same for who has room: `characters` and `origins` take as many as `text_utf8` has bytes. How many
// characters these are.
std::size_t fold_to(std::string_view text_utf8, char32_t* characters, std::uint32_t* origins);

// Only the text of it.
std::u32string folded(std::string_view text_utf8);

bool is_superscript_digit(char32_t character);

// One character as fold() has it; 0 where fold() drops it.
char32_t fold_character(char32_t character);

constexpr bool is_ascii_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

}  // namespace ogi::parser
