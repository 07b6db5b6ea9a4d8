#include "archive/fields.h"

#include <algorithm>

namespace ogi::archive {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view find_field(const Fields& fields, std::string_view name) {
    const auto found =
        std::ranges::find_if(fields, [&](const auto& field) { return same_name(field.first, name); });
    return found == fields.end() ? std::string_view{} : found->second;
}

std::optional<std::size_t> end_of_head(std::string_view text) {
    for (auto at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
        const auto rest = text.substr(at + 1);
        if (rest.starts_with('\n')) return at + 2;
        if (rest.starts_with("\r\n")) return at + 3;
    }
    return std::nullopt;
}

std::string_view take_line(std::string_view& text) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

Fields parse_fields(std::string_view lines) {
    Fields fields;
    while (!lines.empty()) {
        const auto line = take_line(lines);
        if ((line.starts_with(' ') || line.starts_with('\t')) && !fields.empty()) {
            auto& value = fields.back().second;
            value += ' ';
            value += trimmed(line);
            continue;
        }
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        fields.emplace_back(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
    }
    return fields;
}

}  // namespace ogi::archive
