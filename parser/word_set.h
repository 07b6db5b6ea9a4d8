#pragma once

#include "parser/words.h"

#include <cstddef>
#include <string_view>

namespace ogi::parser {

// Words that are looked for together, in one pass over a text.
class WordSet {
  public:
    // Written "甲|乙|丙"; the characters must outlive the set.
    explicit WordSet(std::string_view words_between_bars);

    struct Found {
        std::size_t at = std::string_view::npos;
        std::size_t length = 0;

        explicit operator bool() const { return length > 0; }
    };
    // The first place at or after `from` where a word stands, the longest of those that begin there.
    Found find(std::string_view text, std::size_t from = 0) const;

    bool any_in(std::string_view text) const { return static_cast<bool>(find(text)); }
    // May one of them be at the beginning of `text`?
    bool may_begin(std::string_view text) const { return table_.may_begin(text); }
    // Bytes of the longest word that `text` begins with; 0 if none does.
    std::size_t longest_at(std::string_view text) const;

  private:
    WordTable table_;
};

}  // namespace ogi::parser
