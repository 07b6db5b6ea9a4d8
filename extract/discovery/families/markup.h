#pragma once

#include <string>
#include <string_view>
#include <vector>

// Tags and scripts of a page as its families look at them: without a tree, and bounded.
namespace ogi::extract {

inline constexpr std::size_t markup_tag_bytes_max = 2'000;
inline constexpr std::size_t markup_said_bytes_max = 600;  // From a tag to where its text is over.

struct MarkupTag {
    std::string_view attributes;  // From behind the tag's name to '>'.
    std::string_view behind;
};

// Where a tag such as "<select" begins, in whatever case, from `from` on; npos if nowhere.
std::size_t find_tag(std::string_view text, std::string_view lower_opening, std::size_t from = 0);

// The tag whose name ends where `text` begins; empty where it has no end.
MarkupTag tag_at(std::string_view text);

// The value that `text` begins with, in quotes or not, &quot; and &amp; resolved.
std::string attribute_at(std::string_view text);
// The value of an attribute; empty if there is none.
std::string attribute_of(std::string_view attributes, std::string_view lower_name);

// What a reader sees from `text` on, up to the end of the element: tags left out.
std::string said_at(std::string_view text);

bool is_address(std::string_view text);

// "index_" + n + ".html" as its pieces: what stands between the signs that are outside of quotes and
// brackets. Ends where the expression does.
std::vector<std::string_view> pieces_of(std::string_view sum);

// Adds a piece to `out`: one literal, or the variable of the script `text` that holds one. False for anything
// else.
bool append_piece(std::string& out, std::string_view piece, std::string_view text);

}  // namespace ogi::extract
