#pragma once

#include "parser/row_values.h"
#include "parser/slots.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

// What makes a row of flat text doubtful though it has as many values as columns: one may have been lost, and
// the number of a page or a line that goes through the table taken for it.
namespace ogi::parser {

// Is each group's total the sum of what stands before it (total_every > 0)? Blanks add nothing; groups of
// blanks and a total agree.
bool totals_agree(std::span<const Slot> row, std::size_t total_every);

// One digit a column is certain where the totals prove it, or where every digit but the last is a zero.
bool is_certain(std::span<const Slot> digits, std::size_t total_every);

bool is_likely_page(const Slot& slot);

// Of a row of values in lines of their own. The totals tell, where there are some.
bool is_doubtful(std::span<const Slot> row, const RowShape& shape);

// A row with one value too many, which is the number of a page if the totals agree without it, and it alone.
std::optional<std::vector<Slot>> without_page(std::span<const Slot> slots, const RowShape& shape);

// The numbers left of a label that ends its row of a grid: they are this row's, and no other row's are.
std::vector<Slot> numbers_before(const TokenStream& stream, std::size_t label);

}  // namespace ogi::parser
