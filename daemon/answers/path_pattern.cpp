#include "daemon/answers/path_pattern.h"

#include "daemon/answers/name_segment.h"

namespace ogi::daemon {

std::vector<PatternPart> split_pattern(std::string_view pattern) {
    std::vector<PatternPart> parts;
    while (!pattern.empty()) {
        pattern.remove_prefix(1);  // The slash.
        const auto segment = pattern.substr(0, pattern.find('/'));
        pattern.remove_prefix(segment.size());
        const bool is_name = segment.starts_with('{');
        parts.push_back({is_name ? segment.substr(1, segment.size() - 2) : segment, is_name});
    }
    return parts;
}

std::optional<PathParts> match_path(std::string_view pattern, const std::vector<std::string>& segments) {
    const auto parts = split_pattern(pattern);
    if (parts.size() != segments.size()) return std::nullopt;
    PathParts found;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].is_name) {
            const bool may_be_marked = parts[i].text == "agency";
            found.emplace_back(parts[i].text, may_be_marked ? name_in_segment(segments[i]) : segments[i]);
        } else if (parts[i].text != segments[i]) {
            return std::nullopt;
        }
    }
    return found;
}

}  // namespace ogi::daemon
