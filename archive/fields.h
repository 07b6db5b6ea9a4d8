#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogi::archive {

// Name and value, in order, as written; a value that goes on in the next line is one value with a space
// there.
using Fields = std::vector<std::pair<std::string, std::string>>;

// Whether two names are the same, in any case of letters.
bool same_name(std::string_view a, std::string_view b);

// The first field of that name, in any case of letters; empty where there is none.
std::string_view find_field(const Fields& fields, std::string_view name);

// The position behind the empty line that ends a head, whose lines end in CR LF or in LF. Nothing where
// `text` holds no such line.
std::optional<std::size_t> end_of_head(std::string_view text);

// Takes the first line off `text`, without what ends it.
std::string_view take_line(std::string_view& text);

// Reads `Name: value` lines. Lines without a colon are left out.
Fields parse_fields(std::string_view lines);

}  // namespace ogi::archive
