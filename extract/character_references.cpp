#include "extract/character_references.h"

#include "base/utf8.h"

#include <gumbo.h>

#include <algorithm>
#include <array>

namespace ogi::extract {
namespace {

struct Named {
    std::string_view name;
    std::string_view text;
};

// What editors write, by how often. With the semicolon there is no longer name that they could begin.
constexpr Named common_names[] = {
    {"nbsp;", "\u00A0"},   {"amp;", "&"},         {"gt;", ">"},          {"lt;", "<"},
    {"quot;", "\""},       {"ldquo;", "\u201C"},  {"rdquo;", "\u201D"},  {"middot;", "\u00B7"},
    {"copy;", "\u00A9"},   {"mdash;", "\u2014"},  {"hellip;", "\u2026"}, {"ensp;", "\u2002"},
    {"emsp;", "\u2003"},   {"lsquo;", "\u2018"},  {"rsquo;", "\u2019"},  {"raquo;", "\u00BB"},
    {"laquo;", "\u00AB"},  {"times;", "\u00D7"},  {"bull;", "\u2022"},   {"ndash;", "\u2013"},
    {"permil;", "\u2030"}, {"thinsp;", "\u2009"},
};

constexpr std::size_t digits_max = 7;       // More make no character.
constexpr std::size_t name_bytes_max = 40;  // The longest name has 32.
constexpr std::size_t answers_max = 1'000;  // Different names of one page that Gumbo is asked for.

// Windows-1252 where Unicode has control characters (WHATWG HTML §13.2.5.80); 0 where it has none.
constexpr std::array<char32_t, 32> numbers_of_windows = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

int digit_value(char c, int base) {
    if (c >= '0' && c <= '9') return c - '0';
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return base == 16 && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

char32_t character_of_number(char32_t number) {
    if (number >= 0x80 && number < 0xA0) {
        const auto written = numbers_of_windows[number - 0x80];
        return written == 0 ? number : written;
    }
    const bool surrogate = number >= 0xD800 && number <= 0xDFFF;
    return number == 0 || surrogate || number > 0x10FFFF ? base::replacement_character : number;
}

// The page's text nodes under `root`, or its first title attribute.
std::string read_back(const GumboNode& root, ReferenceContext context) {
    const auto child = [](const GumboNode& node, unsigned i) -> const GumboNode& {
        return *static_cast<const GumboNode*>(node.v.element.children.data[i]);
    };
    const auto& paragraph = child(child(root, 1), 0);  // html → body → p
    if (context == ReferenceContext::attribute) {
        return gumbo_get_attribute(&paragraph.v.element.attributes, "title")->value;
    }
    return child(paragraph, 0).v.text.text;
}

}  // namespace

bool CharacterReferences::resolve(std::string_view written, ReferenceContext context, std::string& out) {
    while (!written.empty()) {
        const auto plain = std::min(written.find_first_of("&\r"), written.size());
        out += written.substr(0, plain);
        written.remove_prefix(plain);
        if (written.empty()) break;
        if (written.front() == '\r') {
            out.push_back('\n');
            written.remove_prefix(written.starts_with("\r\n") ? 2 : 1);
            continue;
        }
        std::size_t used = 1;
        if (written.size() > 1 && written[1] == '#') {
            used = resolve_number(written, out);
        } else if (written.size() > 1 && is_letter_or_digit(written[1])) {
            used = resolve_name(written, context, out);
        } else {
            out.push_back('&');
        }
        if (used == 0) return false;
        written.remove_prefix(used);
    }
    return true;
}

std::size_t CharacterReferences::resolve_number(std::string_view rest, std::string& out) {
    const bool hexadecimal = rest.size() > 2 && (rest[2] == 'x' || rest[2] == 'X');
    const int base = hexadecimal ? 16 : 10;
    const std::size_t first = hexadecimal ? 3 : 2;
    auto at = first;
    char32_t number = 0;
    for (; at < rest.size() && digit_value(rest[at], base) >= 0; ++at) {
        if (at - first == digits_max) return 0;
        number = number * static_cast<char32_t>(base) + static_cast<char32_t>(digit_value(rest[at], base));
    }
    if (at == first) {
        out.push_back('&');
        return 1;
    }
    base::append_utf8(out, character_of_number(number));
    return at < rest.size() && rest[at] == ';' ? at + 1 : at;
}

std::size_t CharacterReferences::resolve_name(std::string_view rest, ReferenceContext context,
                                              std::string& out) {
    for (const auto& [name, text] : common_names) {
        if (rest.substr(1).starts_with(name)) {
            out += text;
            return name.size() + 1;
        }
    }
    std::size_t end = 1;
    while (end < rest.size() && end < name_bytes_max && is_letter_or_digit(rest[end])) ++end;
    const char next = end < rest.size() ? rest[end] : ' ';
    if (context == ReferenceContext::attribute && next == '=') {
        // "?a=1&b=2"
        out += rest.substr(0, end);
        return end;
    }
    if (next == ';') ++end;
    const auto* const answer = ask_gumbo(rest.substr(0, end), context);
    if (answer == nullptr) return 0;
    out += *answer;
    return end;
}

const std::string* CharacterReferences::ask_gumbo(std::string_view reference, ReferenceContext context) {
    const bool in_attribute = context == ReferenceContext::attribute;
    auto& answers = answers_[in_attribute ? 1 : 0];
    if (const auto known = answers.find(reference); known != answers.end()) return &known->second;
    if (answers.size() >= answers_max) return nullptr;
    std::string page = in_attribute ? "<p title=\"" : "<p>";
    page += reference;
    page += in_attribute ? "\">" : "</p>";
    auto* const output = gumbo_parse_with_options(&kGumboDefaultOptions, page.data(), page.size());
    auto answer = read_back(*output->root, context);
    gumbo_destroy_output(&kGumboDefaultOptions, output);
    return &answers.emplace(reference, std::move(answer)).first->second;
}

}  // namespace ogi::extract
