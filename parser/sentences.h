#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ogi::parser {

struct Sentence {
    std::string_view text;  // Within what was split, trimmed.
    std::string key;        // Without white space: sentences with equal keys read the same.
};

// Split behind 。！？； (and !?;) with the quotes and brackets that close there, and at line ends.
std::vector<Sentence> split_sentences(std::string_view text);

// What a sentence is compared by: a Han character, a run of digits with its separators ("1,234.5", "１２"), a
// word of letters, or any other sign. White space is none.
std::vector<std::string_view> split_words(std::string_view sentence);
bool is_figure(std::string_view word);

}  // namespace ogi::parser
