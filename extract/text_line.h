#pragma once

#include "extract/visible_tree.h"

#include <optional>
#include <string>
#include <string_view>

namespace ogi::extract {

// Text of a paragraph or cell as a browser would set it, put together from the pieces between the tags.
//
// White space collapses to one space and vanishes at both ends and around line breaks; a line end of the
// source between two wide characters vanishes too (CSS Text 3 §4.1.3), zero-width characters always. Pieces
// are joined without anything between them, so a number that is spread over several elements stays one
// number.
class TextLine {
  public:
    // Blanks that are typed in a word processor or a sheet all show: several between two digits part two
    // figures as a line end does.
    enum class Blanks { collapse, typed };

    TextLine() = default;
    explicit TextLine(Blanks blanks) : blanks_{blanks} {}

    // Whether there is more in it than white space.
    bool add(std::string_view text_utf8);
    // Says where a piece with more than white space comes from.
    void add_place(const std::optional<TextRange>& place);
    // A <br> or the border of a block: '\n', never two in a row.
    void add_break();

    bool empty() const { return text_.empty(); }
    std::size_t characters() const { return characters_; }  // Without white space.
    TextRange place() const { return place_.value_or(TextRange{}); }
    bool has_place() const { return place_.has_value(); }

    // The text; the line is empty afterwards.
    std::string take();

  private:
    void put_space_before(char32_t c);

    std::string text_;
    std::optional<TextRange> place_;
    std::size_t characters_ = 0;
    char32_t last_ = 0;
    // White space seen since the last character: any, any a browser would keep, any line end of the source.
    bool space_ = false;
    bool hard_space_ = false;
    bool line_end_ = false;
    bool break_ = false;
    std::size_t width_ = 0;  // Of that white space, in blanks.
    Blanks blanks_ = Blanks::collapse;
};

// How many characters and bytes of `text` a TextLine would keep, white space apart.
struct TextSize {
    std::size_t characters = 0;
    std::size_t bytes = 0;
};
TextSize size_without_space(std::string_view text_utf8);

// `text` as TextLine sets it.
std::string collapse(std::string_view text_utf8);

}  // namespace ogi::extract
