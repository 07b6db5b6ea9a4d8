#include "daemon/logging/log_line.h"

#include <algorithm>
#include <cstddef>
#include <optional>

namespace ogi::daemon {

namespace {

// The journal refuses longer names.
constexpr std::size_t name_max = 64;

bool is_of_key(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

struct Key {
    std::size_t begin, equals;
};

// The first "key=" at or after `from` that begins the line or follows a blank.
std::optional<Key> key_after(std::string_view line, std::size_t from) {
    while (from < line.size()) {
        auto end = from;
        while (end < line.size() && is_of_key(line[end])) ++end;
        if (end > from && end < line.size() && line[end] == '=') return Key{from, end};
        const auto blank = line.find(' ', from);
        if (blank == line.npos) return std::nullopt;
        from = blank + 1;
    }
    return std::nullopt;
}

std::string field_name(std::string_view key) {
    std::string name = "OGID_";
    for (const char c : key) name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    name.resize(std::min(name.size(), name_max));
    return name;
}

// Where the value that begins at `begin` ends. In quotes a quote may stand, but none that ends the line or is
// followed by a key.
std::size_t end_of_value(std::string_view line, std::size_t begin) {
    const bool quoted = begin < line.size() && line[begin] == '"';
    for (auto at = begin; (at = line.find(quoted ? "\" " : " ", at)) != line.npos; ++at) {
        const auto next = at + (quoted ? 2 : 1);
        const auto key = key_after(line, next);
        if ((!quoted || at > begin) && key && key->begin == next) return quoted ? at + 1 : at;
    }
    return line.size();
}

std::string_view without_quotes(std::string_view value) {
    if (value.size() < 2 || value.front() != '"' || value.back() != '"') return value;
    return value.substr(1, value.size() - 2);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> log_fields(std::string_view line) {
    std::vector<std::pair<std::string, std::string>> fields;
    auto key = key_after(line, 0);
    auto event = line.substr(0, key ? key->begin : line.size());
    if (event.ends_with(' ')) event.remove_suffix(1);
    fields.emplace_back("OGID_EVENT", event);
    while (key) {
        auto name = field_name(line.substr(key->begin, key->equals - key->begin));
        const auto end = end_of_value(line, key->equals + 1);
        if (std::ranges::find(fields, name, &std::pair<std::string, std::string>::first) == fields.end()) {
            const auto value = line.substr(key->equals + 1, end - key->equals - 1);
            fields.emplace_back(std::move(name), without_quotes(value));
        }
        key = end < line.size() ? key_after(line, end + 1) : std::nullopt;
    }
    return fields;
}

}  // namespace ogi::daemon
