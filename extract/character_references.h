#pragma once

#include <map>
#include <string>
#include <string_view>

namespace ogi::extract {

// Where a character reference stands: "&copy=1" is one in text, none in an attribute.
enum class ReferenceContext { text, attribute };

// Resolves character references (WHATWG HTML §13.2.5.72) as Gumbo does: numbers and the names that pages use
// here, every other name by asking Gumbo, once a page.
class CharacterReferences {
  public:
    // Adds `written` to `out`, with its references resolved and its line ends made '\n'.
    // Returns false where that cannot be done at a reasonable price; `out` is then of no use.
    bool resolve(std::string_view written, ReferenceContext context, std::string& out);

  private:
    // Handle what begins with the '&' that `rest` begins with; they return how much of it they used, 0 on
    // failure.
    std::size_t resolve_number(std::string_view rest, std::string& out);
    std::size_t resolve_name(std::string_view rest, ReferenceContext context, std::string& out);
    const std::string* ask_gumbo(std::string_view reference, ReferenceContext context);

    std::map<std::string, std::string, std::less<>> answers_[2];  // By context.
};

}  // namespace ogi::extract
