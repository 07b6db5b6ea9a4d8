#include "parser/unspaced.h"

#include "base/utf8.h"

#include <array>

namespace ogi::parser {

bool is_unseen(char32_t c) {
    return base::is_space(c) || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xAD;
}

namespace {

// The first byte of every character above is one of these; few others are.
constexpr auto may_begin_unseen = [] {
    std::array<bool, 256> table{};
    for (std::size_t lead = 0; lead <= 0x20; ++lead) table[lead] = true;
    for (const auto lead : {0xC2U, 0xE1U, 0xE2U, 0xE3U, 0xEFU}) table[lead] = true;
    return table;
}();

bool may_begin(char byte) {
    return may_begin_unseen[static_cast<unsigned char>(byte)];
}

// Where the next character that counts begins.
std::size_t skip_unseen(std::string_view text, std::size_t at) {
    while (at < text.size() && may_begin(text[at])) {
        const auto [c, length] = base::decode_utf8(text.substr(at));
        if (!is_unseen(c)) break;
        at += length;
    }
    return at;
}

}  // namespace

std::string without_space(std::string_view text) {
    std::string kept;
    kept.reserve(text.size());
    std::size_t begin = 0;  // Of what is kept and not copied yet.
    for (std::size_t at = 0; at < text.size();) {
        if (!may_begin(text[at])) {
            ++at;
            continue;
        }
        const auto [c, length] = base::decode_utf8(text.substr(at));
        if (is_unseen(c)) {
            kept += text.substr(begin, at - begin);
            begin = at + length;
        }
        at += length;
    }
    return kept += text.substr(begin);
}

bool same_but_space(std::string_view a, std::string_view b) {
    if (a == b) return true;
    std::size_t in_a = 0, in_b = 0;
    for (;;) {
        // Bytes within a character are no lead of an unseen one: they are compared one by one.
        in_a = skip_unseen(a, in_a);
        in_b = skip_unseen(b, in_b);
        if (in_a == a.size() || in_b == b.size()) return in_a == a.size() && in_b == b.size();
        if (a[in_a] != b[in_b]) return false;
        ++in_a, ++in_b;
    }
}

}  // namespace ogi::parser
