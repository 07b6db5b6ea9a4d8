#include "daemon/web/links.h"
#include "daemon/web/pages.h"

#include <algorithm>
#include <charconv>

namespace ogi::daemon {

std::string_view PageRequest::part(std::string_view name) const {
    const auto found = std::ranges::find(path, name, &PathParts::value_type::first);
    return found == path.end() ? std::string_view{} : std::string_view{found->second};
}

base::Result<int> PageRequest::number(std::string_view name) const {
    auto text = parameter(name);
    if (text.empty()) text = part(name);
    if (text.empty()) return 0;
    int number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool padded = text.size() > 1 && text.front() == '0';
    if (problem != std::errc{} || end != text.data() + text.size() || number < 0 || padded)
        return base::fail(base::ErrorCode::usage,
                          std::string{name} + " must be a whole number, not \"" + std::string{text} + "\"");
    return number;
}

std::string PageRequest::query_with(std::string_view name, std::string_view value) const {
    Query query;
    for (const auto& [known, old] : target.query)
        if (known != name) query.add(known, old);
    return query.add(name, value).text();
}

}  // namespace ogi::daemon
