#include "daemon/web/regions.h"

#include "parser/gazetteer.h"

#include <algorithm>
#include <charconv>

namespace ogi::daemon {

std::string region_name(Language language, std::string_view code) {
    if (code.empty()) return std::string{say(language, Word::no_region)};
    std::string whole{code};
    whole.resize(6, '0');
    int number = 0;
    const auto [end, problem] = std::from_chars(whole.data(), whole.data() + whole.size(), number);
    if (problem != std::errc{} || end != whole.data() + whole.size()) return std::string{code};
    const auto* division = parser::division_by_code(number);
    return division == nullptr ? std::string{code} : std::string{division->name};
}

bool is_division(std::string_view code) {
    const auto prefix = region_code(code);
    const auto is_in = [&](const auto& division) { return division.code_text().starts_with(prefix); };
    return !prefix.empty() && prefix.size() % 2 == 0 && std::ranges::any_of(parser::all_divisions(), is_in);
}

std::string_view region_code(std::string_view division) {
    while (division.size() > 2 && division.size() % 2 == 0 && division.ends_with("00"))
        division.remove_suffix(2);
    return division;
}

}  // namespace ogi::daemon
