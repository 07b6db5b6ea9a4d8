#pragma once

#include "model/report.h"
#include "parser/token_stream.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace ogi::parser {

// A place in a row where a value can stand: a value, or a cell that the source shows empty.
struct Slot {
    std::string_view text;  // As printed, trimmed; lies in the Document.
    std::uint32_t line = 0;
    std::size_t token = 0;
    bool spacer = false;  // Token::spacer.
    PageNumber page = PageNumber::no;
    model::Place at;
    bool shared = false;  // Token::shared, or merged over columns.

    bool empty() const { return text.empty(); }
};

struct SlotRange {
    std::size_t begin = 0;  // In TokenStream::text: the end of the row's label …
    std::size_t end = 0;    // … and the beginning of the next one.
    std::u32string_view
        residue;  // Label words, parts of which may stand among the values where the source is broken.
    bool header_before =
        false;  // Header words may come before the first value; characters of `residue` are skipped.
    bool open_end = false;  // No label follows: words after the first value are no longer the row.
};

// Do these words, without their white space, say once or several times that there is nothing: "无", "无无无"?
bool says_nothing(std::u32string_view words);

// What stands between two labels once the rest of labels, group labels, notes in brackets and page numbers
// are taken out. Ends early where a section of prose begins.
std::vector<Slot> collect_slots(const TokenStream& stream, const SlotRange& range);

// Without what stands below a table that has room for a row of so many columns itself: a note, a date.
std::vector<Slot> within_table(std::vector<Slot> slots, std::size_t columns);

}  // namespace ogi::parser
