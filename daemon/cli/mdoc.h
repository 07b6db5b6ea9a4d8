#pragma once

#include <string>
#include <string_view>

// Text for manual pages, as mdoc(7) wants it.
namespace ogi::daemon {

// A macro's argument, or words within a line: backslashes, minus signs and what is not ASCII escaped; words
// in `backquotes` are bold.
std::string mdoc_words(std::string_view text);

// Paragraphs, a sentence a line. A line that begins with two blanks is an example, as typed.
std::string mdoc_text(std::string_view text);

}  // namespace ogi::daemon
