#include "extract/discovery/script_text.h"

#include "base/utf8.h"

#include <algorithm>
#include <charconv>

namespace ogi::extract {
namespace {

constexpr std::size_t members_max = 200;
constexpr std::size_t strings_max = 20'000;

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

bool is_quote(char c) {
    return c == '"' || c == '\'' || c == '`';
}

// How long the literal is that `text` begins with, quotes included; 0 if it does not end.
std::size_t literal_length(std::string_view text) {
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == text[0]) {
            return i + 1;
        }
    }
    return 0;
}

// "\u4e2d" after the backslash and the u.
std::optional<char32_t> hex_unit(std::string_view digits) {
    unsigned unit = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), unit, 16);
    if (digits.size() != 4 || error != std::errc{} || end != digits.data() + 4) return {};
    return unit;
}

std::string unescaped(std::string_view literal) {
    std::string out;
    for (std::size_t i = 0; i < literal.size(); ++i) {
        if (literal[i] != '\\' || i + 1 == literal.size()) {
            out.push_back(literal[i]);
            continue;
        }
        const char c = literal[++i];
        const auto unit = c == 'u' ? hex_unit(literal.substr(i + 1, 4)) : std::nullopt;
        if (unit) {
            base::append_utf8(out, *unit >= 0xD800 && *unit <= 0xDFFF ? base::replacement_character : *unit);
            i += 4;
        } else {
            out.push_back(c == 'n' || c == 't' || c == 'r' ? ' ' : c);
        }
    }
    return out;
}

std::string_view name_at(std::string_view text) {
    std::size_t length = 0;
    while (length < text.size() && (is_name_character(text[length]) || text[length] == '.')) ++length;
    return text.substr(0, length);
}

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == '*' || c == '%';
}

void append_encoded(std::string& out, std::string_view text) {
    static constexpr char hex[] = "0123456789ABCDEF";
    for (const char c : text) {
        if (is_plain(c)) {
            out.push_back(c);
        } else if (c == ' ') {
            out.push_back('+');
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out.push_back('%'), out.push_back(hex[byte >> 4]), out.push_back(hex[byte & 15]);
        }
    }
}

}  // namespace

std::optional<std::string_view> after_name(std::string_view script, std::string_view name, std::size_t from) {
    for (auto at = script.find(name, from); at != std::string_view::npos; at = script.find(name, at + 1)) {
        if (at > 0 && is_name_character(script[at - 1])) continue;
        auto rest = script.substr(at + name.size());
        if (!rest.empty() && is_quote(rest.front()) && at > 0 && script[at - 1] == rest.front())
            rest.remove_prefix(1);
        rest = base::trim(rest);
        if (rest.empty() || (rest.front() != ':' && rest.front() != '=') || rest.starts_with("==")) continue;
        return base::trim(rest.substr(1));
    }
    return {};
}

std::string scalar_at(std::string_view text) {
    if (text.empty()) return {};
    if (!is_quote(text.front())) return std::string{name_at(text)};
    const auto length = literal_length(text);
    return length == 0 ? std::string{} : unescaped(text.substr(1, length - 2));
}

std::string scalar_of(std::string_view script, std::string_view name) {
    const auto value = after_name(script, name);
    return value ? scalar_at(*value) : std::string{};
}

int number_of(std::string_view script, std::string_view name) {
    const auto digits = scalar_of(script, name);
    int number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return error == std::errc{} && end == digits.data() + digits.size() && number > 0 ? number : 0;
}

std::string_view bracketed_at(std::string_view text) {
    if (text.empty() || (text.front() != '{' && text.front() != '[')) return {};
    std::size_t depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (is_quote(c)) {
            const auto length = literal_length(text.substr(i));
            if (length == 0) return {};
            i += length - 1;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if ((c == '}' || c == ']') && --depth == 0) {
            return text.substr(0, i + 1);
        }
    }
    return {};
}

std::vector<std::pair<std::string, std::string>> scalars_of(std::string_view object) {
    std::vector<std::pair<std::string, std::string>> members;
    if (object.size() < 2 || object.front() != '{') return members;
    auto rest = object.substr(1, object.size() - 2);
    while (members.size() < members_max) {
        rest = base::trim(rest);
        const auto name = scalar_at(rest);
        const auto colon =
            rest.find(':', is_quote(rest.empty() ? ' ' : rest.front()) ? literal_length(rest) : 0);
        if (name.empty() || colon == std::string_view::npos) return members;
        rest = base::trim(rest.substr(colon + 1));
        const auto inner = bracketed_at(rest);
        const bool quoted = !rest.empty() && is_quote(rest.front());
        const auto length = quoted ? literal_length(rest) : name_at(rest).size();
        if (inner.empty() && (length > 0 || quoted)) members.emplace_back(name, scalar_at(rest));
        const auto comma = rest.find(',', inner.empty() ? length : inner.size());
        if (comma == std::string_view::npos) return members;
        rest.remove_prefix(comma + 1);
    }
    return members;
}

std::vector<std::string> strings_of(std::string_view array) {
    std::vector<std::string> strings;
    for (std::size_t i = 0; i < array.size() && strings.size() < strings_max; ++i) {
        if (!is_quote(array[i])) continue;
        const auto length = literal_length(array.substr(i));
        if (length == 0) break;
        strings.push_back(unescaped(array.substr(i + 1, length - 2)));
        i += length - 1;
    }
    return strings;
}

std::string form_of(const std::vector<std::pair<std::string, std::string>>& fields) {
    std::string form;
    for (const auto& [name, value] : fields) {
        if (!form.empty()) form.push_back('&');
        append_encoded(form, name);
        form.push_back('=');
        append_encoded(form, value);
    }
    return form;
}

}  // namespace ogi::extract
