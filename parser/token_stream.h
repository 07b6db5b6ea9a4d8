#pragma once

#include "model/document.h"
#include "model/report.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::parser {

// Is a token the number of a page rather than a value (page_numbers.h)?
enum class PageNumber {
    no,
    possible,  // A number in a line of its own, at the end of a section.
    likely,    // It fits between numbers that are those of pages.
};

// A cell of a grid, or a piece of a text line between tabs, bars and wide gaps. A token may be empty: then
// the source shows an empty cell there.
struct Token {
    std::string_view text;    // As printed, trimmed; lies in the Document.
    std::uint32_t block = 0;  // Index into Document::blocks.
    std::uint32_t line = 0;   // Counted through the document; a row of a grid is a line.
    std::size_t begin = 0;    // Its range in TokenStream::text.
    std::size_t end = 0;
    bool spacer = false;            // From a grid column that is blank in every row.
    std::uint16_t column_span = 1;  // Of a grid's cell.
    bool shared = false;  // A cell merged over rows that have cells of their own: it belongs to none alone.
    PageNumber page = PageNumber::no;
    model::Place at;
};

// A Document as one sequence of tokens, whatever it was flattened from, with all their folded text (fold.h)
// joined so that a label broken over lines or cells is found as one.
struct TokenStream {
    std::vector<Token> tokens;
    std::u32string text;
    std::vector<std::uint32_t> token_of;  // One a character of text.
    std::vector<std::uint32_t> byte_of;   // Where the character starts in its token's text.

    bool is_grid(std::size_t token) const { return tokens[token].at.grid >= 0; }
};

// A half-open range of TokenStream::text.
struct TextRange {
    std::size_t begin = 0;
    std::size_t end = std::u32string::npos;
};

// The document must outlive the stream.
TokenStream tokenise(const model::Document& document);

}  // namespace ogi::parser
