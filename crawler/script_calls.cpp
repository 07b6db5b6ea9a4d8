#include "crawler/script_calls.h"

#include <algorithm>
#include <optional>
#include <string>

namespace ogi::crawler {

namespace {

constexpr std::string_view phone_words[] = {
    "android", "iphone",     "ipad",    "ipod",       "ios",   "mobile",     "phone",
    "symbian", "blackberry", "midp",    "ucweb",      "webos", "windows ce", "wap",
    "nokia",   "rv:1.2.3.4", "meego",   "opera mini", "pad",   "pod",        "kindle",
    "silk",    "htc_",       "harmony", "playbook",   "brew",  "palm",       "micromessenger"};

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

// Whether each of a pattern's alternatives is found in the names of phones alone.
bool names_only_phones(std::string_view pattern) {
    const auto text = lower(pattern);
    bool any = false;
    for (std::string_view rest = text; !rest.empty();) {
        const auto end = std::min(rest.find('|'), rest.size());
        const auto alternative = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (alternative.empty()) continue;
        any = true;
        const bool phone = std::ranges::any_of(
            phone_words, [&](auto word) { return alternative.find(word) != std::string_view::npos; });
        if (!phone) return false;
    }
    return any;
}

// A pattern or a string as the text that it looks for; nullopt for anything else.
std::optional<std::string> sought_by(const ScriptValue& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* pattern = std::get_if<ScriptPattern>(&value)) return pattern->text;
    return std::nullopt;
}

// A pattern that stands for one text; nullopt where it stands for several.
std::optional<std::string> plain_text_of(const ScriptValue& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    const auto* pattern = std::get_if<ScriptPattern>(&value);
    if (pattern == nullptr) return std::nullopt;
    std::string text;
    for (std::size_t i = 0; i < pattern->text.size(); ++i) {
        char c = pattern->text[i];
        if (c == '\\') {
            c = ++i < pattern->text.size() ? pattern->text[i] : 'w';
            if (c != '/' && c != '.' && c != '?') return std::nullopt;
        } else if (std::string_view{"^$.|?*+()[]{}"}.find(c) != std::string_view::npos) {
            return std::nullopt;
        }
        text.push_back(c);
    }
    return text;
}

ScriptValue ask_agent(std::string_view method, const ScriptValue& argument) {
    if (method.starts_with("to")) return DeskAgent{};  // toLowerCase and the like.
    const auto sought = sought_by(argument);
    if (!sought || !names_only_phones(*sought)) return NotTold{};
    if (method == "match") return Nothing{};
    if (method == "indexOf" || method == "search" || method == "lastIndexOf") return -1.0;
    if (method == "includes") return false;
    return NotTold{};
}

ScriptValue ask_text(const std::string& text, std::string_view method,
                     const std::vector<ScriptValue>& arguments) {
    if (method == "toLowerCase") return lower(text);
    if (method == "toString") return text;
    const auto sought = arguments.empty() ? std::nullopt : plain_text_of(arguments[0]);
    if (!sought) return NotTold{};
    const auto found = text.find(*sought);
    if (method == "indexOf" && arguments.size() == 1)
        return found == std::string::npos ? -1.0 : static_cast<double>(found);
    if (method == "includes" && arguments.size() == 1) return found != std::string::npos;
    const auto* by = arguments.size() == 2 ? std::get_if<std::string>(&arguments[1]) : nullptr;
    if (method != "replace" || by == nullptr || by->find('$') != std::string::npos) return NotTold{};
    if (found == std::string::npos) return text;
    // Once or everywhere: that is the pattern's flag.
    if (text.find(*sought, found + 1) != std::string::npos) return NotTold{};
    if (text.size() + by->size() > script_text_bytes_max) return NotTold{};
    return text.substr(0, found) + *by + text.substr(found + sought->size());
}

}  // namespace

ScriptValue place_member(const base::Url& page, std::string_view member) {
    const std::string_view text = page.text();
    const auto scheme = std::string{text.substr(0, text.find(':') + 1)};
    const auto host_begin = scheme.size() + 2;
    const auto host = std::string{text.substr(host_begin, text.find('/', host_begin) - host_begin)};
    if (member == "href" || member == "URL") return std::string{text};
    if (member == "protocol") return scheme;
    if (member == "host") return host;
    if (member == "hostname" || member == "domain") return std::string{page.host()};
    if (member == "origin") return scheme + "//" + host;
    if (member == "pathname") return std::string{page.path()};
    if (member == "search") return page.query().empty() ? std::string{} : "?" + std::string{page.query()};
    if (member == "hash") return std::string{};
    if (member == "port") {
        const auto colon = host.substr(std::min(page.host().size(), host.size()));
        return colon.empty() ? std::string{} : colon.substr(1);
    }
    return NotTold{};
}

ScriptValue call_method(const ScriptValue& object, std::string_view method,
                        const std::vector<ScriptValue>& arguments) {
    if (std::holds_alternative<DeskAgent>(object))
        return ask_agent(method, arguments.empty() ? NotTold{} : arguments[0]);
    if (const auto* text = std::get_if<std::string>(&object)) return ask_text(*text, method, arguments);
    const auto* pattern = std::get_if<ScriptPattern>(&object);
    const bool of_agent = !arguments.empty() && std::holds_alternative<DeskAgent>(arguments[0]);
    if (pattern == nullptr || !of_agent || !names_only_phones(pattern->text)) return NotTold{};
    if (method == "test") return false;
    if (method == "exec") return Nothing{};
    return NotTold{};
}

}  // namespace ogi::crawler
