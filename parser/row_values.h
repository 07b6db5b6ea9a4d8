#pragma once

#include "model/report.h"
#include "parser/column_order.h"
#include "parser/number.h"
#include "parser/slots.h"
#include "parser/token_stream.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::parser {

// What one row of a table is expected to hold.
struct RowShape {
    std::span<const FigureKind> columns;
    SlotRange range;
    std::size_t total_every =
        0;  // Each so many columns, the last is the sum of those before it; 0: no totals.
    bool exact =
        false;  // One slot a column in one line, or nothing is certain: misplaced cells are not moved.
    GridHeader header = {};
};

// By which rule the values of a row stand for its columns.
enum class RowRule : std::uint8_t {
    none,          // By none that is certain.
    empty,         // Nothing stands there.
    plain,         // As many cells of digits as columns, beside the label.
    in_line,       // One slot a column in one line; what is too many at its ends is empty.
    in_column,     // One value a line.
    over_lines,    // Broken over lines, nothing of it empty, proved by its total.
    below_header,  // Those below the words of a header that has more columns than the form.
    merged,        // Between a first and a last one in place, cells are merged.
    spread,        // One cell merged over all columns says the same of each.
    taken_apart,   // One run without separators, which its total or its zeros take apart in one way only.
};
std::string_view name_of(RowRule rule);

struct RowReading {
    enum class Trouble { none, glued, misaligned };

    std::vector<model::Cell> cells;  // One a column; no units but those printed. Never absent.
    Trouble trouble = Trouble::none;
    RowRule rule = RowRule::none;
    std::string raw;           // What stood there, for an anomaly; empty without trouble.
    bool in_lines = false;     // Its values stand in lines of their own,
    bool adds_up = true;       // and no total contradicts its parts; not asked of others.
    bool falls_short = false;  // There are fewer values than columns, and nothing shows where one is missing.
    bool ends_in_page = false;  // Its last value may be the number of a page.
    std::size_t end_token = 0;  // One past the last token that was used.
};

// Reads the values between two labels. How many slots of what kind stand there decides:
//  - as many as columns: one each;
//  - in a grid with more columns than the form's: those below the header's words;
//  - values in the label's line: trailing empty slots are dropped, then leading ones, so that the last value
//  is the
//    last column (tab-separated text with misplaced cells);
//  - values in lines of their own: from the left, what is too many must be empty;
//  - nothing at all: every cell is blank;
//  - one run of as many digits as columns: a digit each where totals or zeros prove it, else it is glued and
//  unreadable.
// Where none of these is certain every cell is unreadable.
RowReading read_row(const TokenStream& stream, const RowShape& shape);

// The row with every cell that shows something made unreadable: whose it is cannot be told.
RowReading doubted(RowReading row);

// The same of a row that is short of a value: it has trouble now.
RowReading misaligned(RowReading row);

// Is every cell blank?
bool shows_nothing(const RowReading& row);

}  // namespace ogi::parser
