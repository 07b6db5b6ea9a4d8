#include "daemon/api/parameters.h"

#include "daemon/whole_number.h"

#include <algorithm>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

std::string_view path_part(const ResourceCall& call, std::string_view name) {
    for (const auto& [key, value] : call.path)
        if (key == name) return value;
    return {};
}

Result<int> number_of(const ResourceCall& call, std::string_view name, int otherwise,
                      const NumberRange& range) {
    auto text = call.target.parameter(name);
    if (text.empty()) text = path_part(call, name);
    if (text.empty()) return otherwise;
    const auto number = whole_number<int>(text);
    if (number && *number >= range.least && *number <= range.most) return *number;
    return base::fail(ErrorCode::usage,
                      std::string{name} + " must be a whole number from " + std::to_string(range.least) +
                          " to " + std::to_string(range.most) + ", not \"" + std::string{text} + "\"");
}

Result<void> allow_parameters(const ResourceCall& call, std::initializer_list<std::string_view> names) {
    for (const auto& [name, value] : call.target.query) {
        if (std::ranges::find(names, std::string_view{name}) == names.end())
            return base::fail(ErrorCode::usage, "unknown parameter \"" + name + "\"");
        if (value.empty()) return base::fail(ErrorCode::usage, name + " is empty; leave it out for all");
    }
    return refuse_repeats(call.target.query);
}

}  // namespace ogi::daemon
