#pragma once

#include "parser/token_stream.h"

#include <string_view>

namespace ogi::parser {

// What printers put at the head and foot of a page, folded: "-7-", "第7页", "第7页共12页", "7/12页", the
// report's title. A bare number is none.
bool is_page_mark(std::u32string_view folded);

// Sets Token::page. In flat text, a number in a line of its own is that of a page where it stands beside a
// sentence, which no table has; others may be some where they fit between those, or where the next section's
// heading follows.
void mark_page_numbers(TokenStream& stream);

}  // namespace ogi::parser
