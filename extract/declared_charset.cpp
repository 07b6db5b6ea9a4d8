#include "extract/declared_charset.h"

#include "base/utf8.h"

#include <algorithm>
#include <optional>
#include <string>

namespace ogi::extract {
namespace {

struct Label {
    std::string_view label;
    std::string_view charset;
};

constexpr Label labels[] = {
#include "extract/charset_labels.inc"
};
static_assert(std::ranges::is_sorted(labels, {}, &Label::label));

// In use without being in the standard.
constexpr Label more_labels[] = {{"cp936", "gb18030"}, {"euc-cn", "gb18030"}};

constexpr std::string_view white_space = "\t\n\f\r ";

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

bool is_letter(char c) {
    return c >= 'a' && c <= 'z';
}

void skip(std::string_view& text, std::string_view characters) {
    text.remove_prefix(std::min(text.find_first_not_of(characters), text.size()));
}

// Cuts off and returns what stands before one of `characters`.
std::string_view take_until(std::string_view& text, std::string_view characters) {
    const auto taken = text.substr(0, text.find_first_of(characters));
    text.remove_prefix(taken.size());
    return taken;
}

// WHATWG HTML §2.5.4, "extracting a character encoding from a meta element". `content` is in lower case.
std::string_view charset_in(std::string_view content) {
    constexpr std::string_view key = "charset";
    for (;;) {
        const auto at = content.find(key);
        if (at == std::string_view::npos) return {};
        content.remove_prefix(at + key.size());
        skip(content, white_space);
        if (!content.starts_with('=')) continue;
        content.remove_prefix(1);
        skip(content, white_space);
        if (!content.starts_with('"') && !content.starts_with('\'')) {
            return charset_of_label(take_until(content, "\t\n\f\r ;"));
        }
        const auto end = content.find(content.front(), 1);
        return end == std::string_view::npos ? std::string_view{}
                                             : charset_of_label(content.substr(1, end - 1));
    }
}

struct Attribute {
    std::string_view name;
    std::string_view value;
};

// The next attribute of the tag that `text` is inside of; nullopt at its end.
std::optional<Attribute> take_attribute(std::string_view& text) {
    skip(text, "\t\n\f\r /");
    if (text.empty() || text.front() == '>') return std::nullopt;
    Attribute attribute;
    const auto begin = text;
    text.remove_prefix(1);  // A name may start with "=".
    take_until(text, "\t\n\f\r /=>");
    attribute.name = begin.substr(0, begin.size() - text.size());
    skip(text, white_space);
    if (!text.starts_with('=')) return attribute;
    text.remove_prefix(1);
    skip(text, white_space);
    if (text.starts_with('"') || text.starts_with('\'')) {
        const char quote = text.front();
        text.remove_prefix(1);
        attribute.value = take_until(text, std::string_view{&quote, 1});
        text.remove_prefix(std::min<std::size_t>(text.size(), 1));
    } else {
        attribute.value = take_until(text, "\t\n\f\r >");
    }
    return attribute;
}

// The charset that a <meta …> declares; `text` starts behind the name and ends up at the tag's end.
std::string_view charset_of_meta(std::string_view& text) {
    bool is_content_type = false;
    std::string_view by_content;
    std::optional<std::string_view> by_charset;
    while (const auto attribute = take_attribute(text)) {
        if (attribute->name == "http-equiv") {
            is_content_type = is_content_type || attribute->value == "content-type";
        } else if (attribute->name == "content" && by_content.empty()) {
            by_content = charset_in(attribute->value);
        } else if (attribute->name == "charset" && !by_charset) {
            by_charset = charset_of_label(attribute->value);
        }
    }
    if (text.empty()) return {};  // Cut off: it may go on otherwise.
    if (by_charset) return *by_charset;
    return is_content_type ? by_content : std::string_view{};
}

// Leaves `text` behind the first `what`, or empty.
void skip_past(std::string_view& text, std::string_view what) {
    const auto at = text.find(what);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + what.size());
}

bool starts_meta(std::string_view text) {
    constexpr std::string_view tag = "<meta";
    return text.starts_with(tag) && text.size() > tag.size() &&
           std::string_view{"\t\n\f\r /"}.find(text[tag.size()]) != std::string_view::npos;
}

std::string_view charset_of_xml_declaration(std::string_view text) {
    if (!text.starts_with("<?xml")) return {};
    auto declaration = text.substr(0, text.find("?>"));
    declaration.remove_prefix(std::min(declaration.find("encoding"), declaration.size()));
    const auto attribute = take_attribute(declaration);
    return attribute ? charset_of_label(attribute->value) : std::string_view{};
}

std::string_view charset_of_metas(std::string_view text) {
    while (!text.empty()) {
        take_until(text, "<");
        const auto rest = text.substr(std::min<std::size_t>(text.size(), 1));
        const bool closes = rest.starts_with('/');
        if (text.starts_with("<!--")) {
            text.remove_prefix(2);  // "<!-->" is a whole comment.
            skip_past(text, "-->");
        } else if (starts_meta(text)) {
            text.remove_prefix(5);
            if (const auto found = charset_of_meta(text); !found.empty()) return found;
        } else if (rest.size() > closes && is_letter(rest[closes])) {
            take_until(text, "\t\n\f\r >");
            while (take_attribute(text)) {
            }
        } else if (rest.starts_with('!') || closes || rest.starts_with('?')) {
            skip_past(text, ">");
        } else {
            text = rest;
        }
    }
    return {};
}

}  // namespace

std::string_view charset_of_label(std::string_view label) {
    const auto wanted = lower(base::trim(label));
    const auto found = std::ranges::lower_bound(labels, std::string_view{wanted}, {}, &Label::label);
    if (found != std::end(labels) && found->label == wanted) return found->charset;
    const auto more = std::ranges::find(more_labels, std::string_view{wanted}, &Label::label);
    return more == std::end(more_labels) ? std::string_view{} : more->charset;
}

std::string_view declared_charset(std::string_view content_type) {
    return charset_in(lower(content_type));
}

std::string_view prescan_charset(std::string_view body) {
    const auto head = lower(body.substr(0, prescan_bytes));
    auto found = charset_of_xml_declaration(head);
    if (found.empty()) found = charset_of_metas(head);
    // What can be read far enough to find this is not UTF-16.
    return found.starts_with("utf-16") ? "utf-8" : found;
}

}  // namespace ogi::extract
