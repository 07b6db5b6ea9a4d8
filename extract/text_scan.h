#pragma once

#include <cstddef>
#include <string_view>

namespace ogi::extract {

// A stretch of a page.
struct TextScan {
    std::size_t end = 0;   // Where the byte looked for stands; the end of the page if nowhere.
    bool special = false;  // Something must be done about the text up to there: a reference may begin in it,
                           // or it may hold a character that Gumbo replaces by U+FFFD.
};

// Looks for `until` from `from` on. `page` is valid UTF-8 without NUL.
TextScan scan_text(std::string_view page, std::size_t from, char until);

// Controls and noncharacters, for which Gumbo puts U+FFFD.
bool holds_replaced_characters(std::string_view text);

}  // namespace ogi::extract
