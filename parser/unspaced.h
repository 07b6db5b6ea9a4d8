#pragma once

#include <string>
#include <string_view>

// White space never counts where texts are compared: between Chinese characters it carries no meaning.
namespace ogi::parser {

// White space and characters of no width that are left out below.
bool is_unseen(char32_t c);

std::string without_space(std::string_view text);

// without_space(a) == without_space(b), at the cost of looking at both up to where they differ.
bool same_but_space(std::string_view a, std::string_view b);

}  // namespace ogi::parser
