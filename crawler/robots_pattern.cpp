#include "crawler/robots_pattern.h"

namespace ogi::crawler {

namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_unreserved(unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

void append_encoded(std::string& out, unsigned char c) {
    static constexpr char digits[] = "0123456789ABCDEF";
    out += '%';
    out += digits[c >> 4];
    out += digits[c & 15];
}

// Copies one character or percent-encoding of `text` at `at` in normal spelling; returns how many bytes it
// took.
std::size_t append_normal(std::string& out, std::string_view text, std::size_t at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c == '%' && at + 2 < text.size() && hex_digit(text[at + 1]) >= 0 && hex_digit(text[at + 2]) >= 0) {
        const auto byte = static_cast<unsigned char>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2]));
        if (is_unreserved(byte)) {
            out += static_cast<char>(byte);
        } else {
            append_encoded(out, byte);
        }
        return 3;
    }
    if (c <= 0x20 || c >= 0x7F || c == '*' || c == '$' || c == '%') {
        append_encoded(out, c);
    } else {
        out += static_cast<char>(c);
    }
    return 1;
}

}  // namespace

std::string normal_pattern(std::string_view written) {
    std::string out;
    for (std::size_t at = 0; at < written.size();) {
        const bool anchor = written[at] == '$' && at + 1 == written.size();
        if (written[at] == '*' || anchor) {
            out += written[at++];
        } else {
            at += append_normal(out, written, at);
        }
    }
    return out;
}

std::string normal_path(std::string_view path_and_query) {
    std::string out;
    for (std::size_t at = 0; at < path_and_query.size();) at += append_normal(out, path_and_query, at);
    return out;
}

bool pattern_matches(std::string_view pattern, std::string_view path) {
    const bool anchored = pattern.ends_with('$');
    if (anchored) pattern.remove_suffix(1);

    // The first piece stands at the front; each later one is taken where it is first found, which leaves the
    // most for the pieces behind it.
    auto star = pattern.find('*');
    const auto front = pattern.substr(0, star);
    if (!path.starts_with(front)) return false;
    path.remove_prefix(front.size());
    while (star != std::string_view::npos) {
        pattern.remove_prefix(star + 1);
        star = pattern.find('*');
        const auto piece = pattern.substr(0, star);
        if (anchored && star == std::string_view::npos) return path.ends_with(piece);
        const auto found = path.find(piece);
        if (found == std::string_view::npos) return false;
        path.remove_prefix(found + piece.size());
    }
    return !anchored || path.empty();
}

}  // namespace ogi::crawler
