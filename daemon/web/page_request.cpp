#include "daemon/web/links.h"
#include "daemon/web/pages.h"
#include "daemon/whole_number.h"

#include <algorithm>

namespace ogi::daemon {

std::string_view PageRequest::part(std::string_view name) const {
    const auto found = std::ranges::find(path, name, &PathParts::value_type::first);
    return found == path.end() ? std::string_view{} : std::string_view{found->second};
}

base::Result<int> PageRequest::number(std::string_view name) const {
    auto text = parameter(name);
    if (text.empty()) text = part(name);
    if (text.empty()) return 0;
    if (const auto number = whole_number<int>(text)) return *number;
    return base::fail(base::ErrorCode::usage,
                      std::string{name} + " must be a whole number, not \"" + std::string{text} + "\"");
}

std::string PageRequest::query_with(std::string_view name, std::string_view value) const {
    Query query;
    for (const auto& [known, old] : target.query)
        if (known != name) query.add(known, old);
    return query.add(name, value).text();
}

}  // namespace ogi::daemon
