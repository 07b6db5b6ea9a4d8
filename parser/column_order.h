#pragma once

#include "parser/token_stream.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

// The order of a table's columns as its own header has it: a form whose columns were moved about must not be
// read by the positions of the official one.
namespace ogi::parser {

// The word a column's header is known by, folded.
struct HeaderWord {
    std::u32string_view word;
    char32_t not_after = 0;  // It does not count behind this character: "其他" in "法人或其他组织".
    std::u32string_view variant = {};  // Another word for the same.
};

// Which expected column stands first, second, … .
using ColumnOrder = std::vector<std::size_t>;

// Where the words stand in a grid, left to right: (column of the grid, row, index into `words`). nullopt
// unless each of them is found in `header`, all in one grid, in columns of their own.
struct HeaderColumn {
    int column = 0;
    int row = 0;  // Of the grid.
    std::size_t word = 0;
};
std::optional<std::vector<HeaderColumn>> columns_in_grid(const TokenStream& stream, TextRange header,
                                                         std::span<const HeaderWord> words);

// Whether a grid's header may be the form's though it lacks some of the words: there are no others in their
// place, or one for one, with the known ones where they should be. `upper`: words of cells above them.
bool stand_in_place(const TokenStream& stream, TextRange header, std::span<const HeaderWord> words,
                    std::span<const std::u32string_view> upper);

// Whether a header of several rows holds together: words in rows below `group` stand under it, all others
// beside it. Where spans are wrong its cells have slid aside, and where they stand says nothing of the
// columns below.
bool holds_together(const TokenStream& stream, TextRange header, const HeaderWord& group,
                    std::span<const HeaderColumn> columns);

// Where a table's header stands in its grid; empty where there is none, or where it cannot be told.
struct GridHeader {
    std::vector<int> expected;  // The form's columns, left to right.
    std::vector<int> others;    // Right of the first of them, with words of their own: "小计", "备注".
    std::vector<int> blanks;    // Right of the first of them, with nothing in them.
};
GridHeader grid_header(const TokenStream& stream, TextRange header, std::vector<int> expected);

// The text without what stands in closed brackets.
std::u32string without_notes(std::u32string_view text);

// The text of a header without its notes in brackets; of a grid's header only what stands in grids.
std::u32string header_text(const TokenStream& stream, TextRange header, bool of_grid);

// Do the words that `text` shows first occur in the order given? Missing ones prove nothing.
bool occur_in_order(std::u32string_view text, std::span<const HeaderWord> words);

// The order for a table with one row of headers: by its grid where that shows all words; as expected where
// the header shows no other order; nullopt where it shows one that cannot be told with certainty.
std::optional<ColumnOrder> column_order(const TokenStream& stream, TextRange header, bool of_grid,
                                        std::span<const HeaderWord> words);

bool is_expected(const ColumnOrder& order);  // 0, 1, 2, …
ColumnOrder expected_order(std::size_t columns);

}  // namespace ogi::parser
