#include "parser/named_years.h"

#include "base/utf8.h"
#include "parser/published.h"

#include <algorithm>
#include <map>

namespace ogi::parser {

namespace {

using namespace std::literals;

// Can a year begin here? They are of this century.
bool may_begin_year(std::string_view text) {
    if (text[0] == '2') return true;
    constexpr char two = "二"sv[0], wide_two = "２"sv[0];
    return (text[0] == two && text.starts_with("二"sv)) || (text[0] == wide_two && text.starts_with("２"sv));
}

}  // namespace

std::vector<NamedYear> find_named_years(std::string_view text) {
    std::vector<NamedYear> years;
    for (std::size_t at = 0; at < text.size();) {
        const auto found = may_begin_year(text.substr(at)) ? read_year(text.substr(at)) : FoundYear{};
        const auto rest = found.year == 0 ? std::string_view{} : base::trim(text.substr(at + found.length));
        if (rest.starts_with("年"sv)) {
            const auto end = static_cast<std::size_t>(rest.data() - text.data()) + "年"sv.size();
            years.push_back({at, end, found.year});
        }
        at += std::max<std::size_t>(found.length, 1);
    }
    return years;
}

int main_year(const std::vector<NamedYear>& years) {
    std::map<int, std::size_t> counts;
    std::size_t most = 0;
    for (const auto& named : years) most = std::max(most, ++counts[named.year]);
    const auto main =
        std::ranges::find_if(years, [&](const NamedYear& named) { return counts[named.year] == most; });
    return main == years.end() ? 0 : main->year;
}

}  // namespace ogi::parser
