#pragma once

#include <string_view>

namespace ogi::parser {

// `text` without the token of random letters and digits that it ends with ("p1EanqF", "9f86d081884c7d65"), if
// that stands apart or behind Chinese: never part of an address. Trimmed.
std::string_view without_token(std::string_view text);

}  // namespace ogi::parser
