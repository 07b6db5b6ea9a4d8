#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

// The years that running text names.
namespace ogi::parser {

// A year that is followed by "年".
struct NamedYear {
    std::size_t begin = 0;  // Bytes of the text.
    std::size_t end = 0;    // Behind the "年".
    int year = 0;
};

// In order.
std::vector<NamedYear> find_named_years(std::string_view text);

// The year most of the text's sentences are about: the one that is named most, the earlier in the text of
// two; 0 for none.
int main_year(const std::vector<NamedYear>& years);

}  // namespace ogi::parser
