#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Patterns of paths: "/v1/reports/{agency}/{year}". What stands in braces varies.
namespace ogi::daemon {

struct PatternPart {
    std::string_view text;  // Without braces.
    bool is_name = false;
};
std::vector<PatternPart> split_pattern(std::string_view pattern);

// Name and value of what varies, in order; nullopt where the path is not of this form. `segments`: of a path,
// decoded; the mark behind the name of an agency (name_segment.h) is taken off.
using PathParts = std::vector<std::pair<std::string, std::string>>;
std::optional<PathParts> match_path(std::string_view pattern, const std::vector<std::string>& segments);

}  // namespace ogi::daemon
