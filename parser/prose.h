#pragma once

#include "model/document.h"
#include "model/report.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// The running text of a document, without its tables and without what the site puts around it.
namespace ogi::parser {

// A line of the site, not of the report: "字号：大 中 小", "浏览次数：72", "附件下载", a page number.
bool is_furniture(std::string_view line);

// Paragraphs of the report, one a line. Lines that a converter broke in the middle of a sentence are joined
// again.
struct Prose {
    struct Piece {
        std::size_t offset;  // Where the block begins in `text`.
        std::size_t block;   // Index into Document::blocks.
    };
    std::string text;
    std::vector<Piece> pieces;  // In order of offset.

    // Where in the source the byte at `offset` of `text` stands: the bytes of its block.
    model::Place place_of(std::size_t offset, const model::Document& document) const;
};

// `table_blocks`: one a block, true for table content; blocks beyond its end count as prose. `noiseless`:
// what remove_page_noise() knows of them (page_noise.h).
Prose join_prose(const model::Document& document, const std::vector<bool>& table_blocks,
                 const std::vector<bool>& noiseless = {});

// Is any of the words, written "甲|乙|丙", in `text`?
bool contains_any(std::string_view text, std::string_view words);

// `text` without any white space.
std::string without_spaces(std::string_view text);

// The same, but line breaks stay.
std::string without_spaces_but_breaks(std::string_view text);

// Code points in `text` that are Han characters.
std::size_t count_han(std::string_view text);

// Has it so many of them?
bool has_han(std::string_view text, std::size_t count = 1);

// "三、" … as a section's number is printed at the start of a line: its value and its length in bytes, 0 for
// none.
struct Ordinal {
    int number = 0;
    std::size_t length = 0;
};
Ordinal read_ordinal(std::string_view line);

// By the first byte: may one stand there?
constexpr bool may_begin_ordinal(char first) {
    return first == "一"[0] || first == "四"[0];  // As "二", and as "六" and "十".
}

// The mark behind the numeral.
constexpr bool may_end_ordinal(char32_t mark) {
    return mark == U'、' || mark == U'．' || mark == U'.' || mark == U'，' || mark == U',' || mark == U'､';
}

}  // namespace ogi::parser
