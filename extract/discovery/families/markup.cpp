#include "extract/discovery/families/markup.h"

#include "base/utf8.h"
#include "extract/discovery/address.h"
#include "extract/discovery/script_text.h"

#include <algorithm>

namespace ogi::extract {

std::size_t find_tag(std::string_view text, std::string_view lower_opening, std::size_t from) {
    for (auto at = text.find('<', from); at != std::string_view::npos; at = text.find('<', at + 1)) {
        const auto begins = text.substr(at, lower_opening.size());
        const bool same = std::ranges::equal(begins, lower_opening, [](char a, char b) {
            return a == b || (a >= 'A' && a <= 'Z' && a - 'A' + 'a' == b);
        });
        if (same) return at;
    }
    return std::string_view::npos;
}

MarkupTag tag_at(std::string_view text) {
    char quote = 0;
    for (std::size_t i = 0; i < text.size() && i < markup_tag_bytes_max; ++i) {
        const char c = text[i];
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '>') {
            return {text.substr(0, i), text.substr(i + 1)};
        }
    }
    return {};
}

std::string attribute_at(std::string_view text) {
    text = base::trim(text);
    if (text.empty()) return {};
    const bool quoted = text.front() == '"' || text.front() == '\'';
    const auto end =
        quoted ? text.find(text.front(), 1) : std::min(text.find_first_of(" \t\r\n>"), text.size());
    if (end == std::string_view::npos) return {};
    std::string value;
    for (auto rest = quoted ? text.substr(1, end - 1) : text.substr(0, end); !rest.empty();) {
        struct Reference {
            std::string_view written;
            char meant;
        };
        constexpr Reference references[] = {{"&quot;", '"'}, {"&#39;", '\''}, {"&amp;", '&'}};
        const auto* const found =
            std::ranges::find_if(references, [&](const auto& r) { return rest.starts_with(r.written); });
        const bool is_reference = found != std::end(references);
        value.push_back(is_reference ? found->meant : rest.front());
        rest.remove_prefix(is_reference ? found->written.size() : 1);
    }
    return value;
}

std::string attribute_of(std::string_view attributes, std::string_view lower_name) {
    const auto lower = to_lower(attributes);
    for (auto at = lower.find(lower_name); at != std::string::npos; at = lower.find(lower_name, at + 1)) {
        const bool begins =
            at == 0 || std::string_view{" \t\r\n\"'"}.find(lower[at - 1]) != std::string_view::npos;
        const auto rest = base::trim(attributes.substr(at + lower_name.size()));
        if (begins && rest.starts_with('=')) return attribute_at(rest.substr(1));
    }
    return {};
}

std::string said_at(std::string_view text) {
    text = text.substr(0, markup_said_bytes_max);
    std::string said;
    while (!text.empty() && !text.starts_with("</") && !text.starts_with("<option")) {
        if (text.front() == '<') {
            const auto end = text.find('>');
            if (end == std::string_view::npos) break;
            text.remove_prefix(end + 1);
        } else {
            said.push_back(text.front());
            text.remove_prefix(1);
        }
    }
    return said;
}

bool is_address(std::string_view text) {
    return text.find_first_of("/.?") != std::string_view::npos &&
           text.find_first_of(" <>;") == std::string_view::npos;
}

std::vector<std::string_view> pieces_of(std::string_view sum) {
    std::vector<std::string_view> pieces;
    std::size_t begin = 0;
    int depth = 0;
    char quote = 0;
    for (std::size_t i = 0; i < sum.size(); ++i) {
        const char c = sum[i];
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '(') {
            ++depth;
        } else if (c == ')' && depth > 0) {
            --depth;
        } else if (c == '+' && depth == 0) {
            pieces.push_back(sum.substr(begin, i - begin));
            begin = i + 1;
        } else if (c == ';' || c == '\n' || c == '}' || c == ')' || c == ',') {
            pieces.push_back(sum.substr(begin, i - begin));
            return pieces;
        }
    }
    pieces.push_back(sum.substr(begin));
    return pieces;
}

bool append_piece(std::string& out, std::string_view piece, std::string_view text) {
    piece = base::trim(piece);
    if (piece.empty()) return false;
    const bool literal = piece.front() == '"' || piece.front() == '\'';
    if (literal) {
        out += scalar_at(piece);
        return true;
    }
    const auto value = after_name(text, piece);
    if (!value || value->empty() || (value->front() != '"' && value->front() != '\'')) return false;
    out += scalar_at(*value);
    return true;
}

}  // namespace ogi::extract
