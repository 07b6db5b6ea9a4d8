#include "extract/discovery/xml_pieces.h"

#include "base/utf8.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace ogi::extract {
namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view cdata_begin = "<![CDATA[";
constexpr std::string_view cdata_end = "]]>";
constexpr std::string_view comment_begin = "<!--";
constexpr std::string_view comment_end = "-->";

constexpr std::pair<std::string_view, char> named[] = {
    {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};

bool begins_name(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte | 0x20U) - 'a' < 26U || byte == '_' || byte >= 0x80;
}

// The character of a reference's number ("38", "x26"); nullopt where there is none.
std::optional<char32_t> character_of(std::string_view number) {
    const bool is_hex = number.starts_with('x') || number.starts_with('X');
    if (is_hex) number.remove_prefix(1);
    unsigned code = 0;
    const auto [end, problem] =
        std::from_chars(number.data(), number.data() + number.size(), code, is_hex ? 16 : 10);
    const bool whole = problem == std::errc{} && end == number.data() + number.size();
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (!whole || code == 0 || code > 0x10FFFF || surrogate) return std::nullopt;
    return char32_t{code};
}

// Adds `written` with its references resolved. What is none stays as it is: many write "&" as itself.
void append_resolved(std::string& out, std::string_view written) {
    constexpr std::size_t reference_bytes_max = 12;
    while (!written.empty()) {
        const auto mark = std::min(written.find('&'), written.size());
        out += written.substr(0, mark);
        written.remove_prefix(mark);
        if (written.empty()) return;
        const auto end = written.substr(0, reference_bytes_max).find(';');
        const auto name = end == std::string_view::npos ? std::string_view{} : written.substr(1, end - 1);
        const auto* const found = std::ranges::find(named, name, &std::pair<std::string_view, char>::first);
        const auto number = name.starts_with('#') ? character_of(name.substr(1)) : std::nullopt;
        if (found != std::end(named)) {
            out += found->second;
        } else if (number) {
            base::append_utf8(out, *number);
        } else {
            out += '&';
        }
        written.remove_prefix(found != std::end(named) || number ? end + 1 : 1);
    }
}

// Where the '>' of a tag stands. One in quotes counts as text, unless the quotes hold the next tag, too.
std::size_t tag_end(std::string_view tag) {
    const auto plain = tag.find('>');
    char quote = '\0';
    for (std::size_t at = 0; at < tag.size(); ++at) {
        const char c = tag[at];
        if (quote != '\0') {
            if (c == '<') return plain;
            if (c == quote) quote = '\0';
        } else if (c == '>') {
            return at;
        } else if (c == '"' || c == '\'') {
            quote = c;
        }
    }
    return plain;
}

}  // namespace

std::optional<XmlPiece> XmlPieces::next() {
    while (!rest_.empty()) {
        if (rest_.starts_with(cdata_begin)) return read_cdata();
        if (skip_markup()) continue;
        const bool is_end = rest_.starts_with("</");
        const auto name_at = is_end ? std::size_t{2} : std::size_t{1};
        if (rest_.front() == '<' && rest_.size() > name_at && begins_name(rest_[name_at])) return read_tag();
        // Text, of which a '<' that begins nothing is a part.
        const auto end = std::min(rest_.find('<', 1), rest_.size());
        XmlPiece piece;
        append_resolved(piece.text, rest_.substr(0, end));
        rest_.remove_prefix(end);
        return piece;
    }
    return std::nullopt;
}

std::optional<XmlPiece> XmlPieces::read_tag() {
    const bool is_end = rest_.starts_with("</");
    rest_.remove_prefix(is_end ? 2 : 1);
    const auto end = tag_end(rest_);
    if (end == std::string_view::npos) {  // It breaks off within the tag.
        rest_ = {};
        return std::nullopt;
    }
    auto tag = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    XmlPiece piece;
    piece.kind = is_end ? XmlKind::end_tag : XmlKind::start_tag;
    piece.is_empty = !is_end && tag.ends_with('/');
    if (piece.is_empty) tag.remove_suffix(1);
    piece.name = tag.substr(0, tag.find_first_of(blanks));
    piece.attributes = tag.substr(piece.name.size());
    if (const auto colon = piece.name.find(':'); colon != std::string_view::npos) {
        piece.prefix = piece.name.substr(0, colon);
        piece.name.remove_prefix(colon + 1);
    }
    return piece;
}

// What never ends does so at the next tag.
XmlPiece XmlPieces::read_cdata() {
    rest_.remove_prefix(cdata_begin.size());
    auto end = cdata_is_closed_ ? rest_.find(cdata_end) : std::string_view::npos;
    cdata_is_closed_ = end != std::string_view::npos;
    const auto behind = cdata_is_closed_ ? cdata_end.size() : 0;
    end = cdata_is_closed_ ? end : std::min(rest_.find('<'), rest_.size());
    XmlPiece piece;
    piece.text = rest_.substr(0, end);
    rest_.remove_prefix(end + behind);
    return piece;
}

// Comments, instructions, declarations: left out. A comment that never ends is none.
bool XmlPieces::skip_markup() {
    if (rest_.starts_with(comment_begin)) {
        rest_.remove_prefix(comment_begin.size());
        const auto end = comment_is_closed_ ? rest_.find(comment_end) : std::string_view::npos;
        comment_is_closed_ = end != std::string_view::npos;
        rest_.remove_prefix(comment_is_closed_ ? end + comment_end.size() : 0);
        return true;
    }
    if (!rest_.starts_with("<?") && !rest_.starts_with("<!")) return false;
    auto end = rest_.find('>');
    // <!DOCTYPE … [ declarations ]>
    const auto bracket = rest_.starts_with("<!") ? rest_.substr(0, end).find('[') : std::string_view::npos;
    if (bracket != std::string_view::npos) end = rest_.find('>', rest_.find(']', bracket));
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    return true;
}

std::optional<std::string> xml_attribute(std::string_view attributes, std::string_view name) {
    while (true) {
        attributes.remove_prefix(std::min(attributes.find_first_not_of(blanks), attributes.size()));
        const auto equals = attributes.find('=');
        if (equals == std::string_view::npos) return std::nullopt;
        const auto found = base::trim(attributes.substr(0, equals));
        attributes.remove_prefix(equals + 1);
        attributes.remove_prefix(std::min(attributes.find_first_not_of(blanks), attributes.size()));
        const bool quoted = attributes.starts_with('"') || attributes.starts_with('\'');
        const auto end = quoted ? attributes.find(attributes.front(), 1) : attributes.find_first_of(blanks);
        const auto value = attributes.substr(quoted, end == std::string_view::npos ? end : end - quoted);
        if (is_xml_name(found, name)) {
            std::string resolved;
            append_resolved(resolved, value);
            return resolved;
        }
        attributes.remove_prefix(end == std::string_view::npos ? attributes.size() : end + quoted);
    }
}

bool is_xml_name(std::string_view name, std::string_view lower) {
    return std::ranges::equal(name, lower, [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
}

}  // namespace ogi::extract
