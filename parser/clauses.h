#pragma once

#include "parser/words.h"

#include <cstddef>
#include <string_view>

// Where sentences and clauses begin in running text.
namespace ogi::parser {

// What stands further before a figure says nothing of it.
inline constexpr std::size_t sentence_bytes_max = 3'000;

inline const Words sentence_ends{"。|\n|！|？"};
inline const Words line_ends{"\n"};
inline const Words clause_ends{"，|,|；|;|：|:|（|("};

// The bytes behind the last of `marks` in `text`; all of it where there is none.
std::string_view after_last(std::string_view text, const Words& marks);

// `text` cut to its first or last bytes, at a character.
std::string_view first_bytes(std::string_view text, std::size_t bytes);
std::string_view last_bytes(std::string_view text, std::size_t bytes);

// Where the sentence around `at` begins: behind the last full stop or line break.
std::size_t sentence_begin(std::string_view text, std::size_t at);

// The same for places asked about from left to right: the text is looked through once. It must outlive this.
class SentenceBegins {
  public:
    explicit SentenceBegins(std::string_view text) : text_{text} {}

    std::size_t before(std::size_t at);

  private:
    std::string_view text_;
    std::size_t looked_at_ = 0;
    std::size_t begin_ = 0;
};

// The last clause of `lead` that says something: "共计" alone does not. What stands further away from a
// figure than a long clause does not name it.
std::string_view last_clause(std::string_view lead);

}  // namespace ogi::parser
