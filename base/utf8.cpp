#include "base/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <algorithm>
#include <bit>
#include <cstring>

namespace ogi::base {

Decoded decode_utf8_slowly(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    std::size_t length = 0;
    char32_t code_point = 0;
    char32_t least = 0;
    if (lead >= 0xC2 && lead <= 0xDF) {
        length = 2, code_point = lead & 0x1FU, least = 0x80;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        length = 3, code_point = lead & 0x0FU, least = 0x800;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        length = 4, code_point = lead & 0x07U, least = 0x10000;
    } else {
        return {replacement_character, 1};
    }
    if (text.size() < length) return {replacement_character, 1};
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80) return {replacement_character, 1};
        code_point = code_point << 6 | (byte(i) & 0x3FU);
    }
    const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    if (code_point < least || code_point > 0x10FFFF || surrogate) return {replacement_character, 1};
    return {code_point, length};
}

void append_utf8(std::string& out, char32_t c) {
    const auto byte = [](char32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
    const auto trail = [&](int shift) { return byte(0x80 | (c >> shift & 0x3F)); };
    if (c < 0x80) {
        out.push_back(byte(c));
    } else if (c < 0x800) {
        const char bytes[] = {byte(0xC0 | c >> 6), trail(0)};
        out.append(bytes, sizeof(bytes));
    } else if (c < 0x10000) {
        const char bytes[] = {byte(0xE0 | c >> 12), trail(6), trail(0)};
        out.append(bytes, sizeof(bytes));
    } else {
        const char bytes[] = {byte(0xF0 | c >> 18), trail(12), trail(6), trail(0)};
        out.append(bytes, sizeof(bytes));
    }
}

std::size_t count_leading_ascii(std::string_view text) {
    std::size_t count = 0;
#ifdef __SSE2__
    for (; count + sizeof(__m128i) <= text.size(); count += sizeof(__m128i)) {
        const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + count));
        const auto high = static_cast<unsigned>(_mm_movemask_epi8(bytes));
        if (high != 0) return count + static_cast<std::size_t>(std::countr_zero(high));
    }
#endif
    for (std::uint64_t bytes = 0; count + sizeof(bytes) <= text.size(); count += sizeof(bytes)) {
        std::memcpy(&bytes, text.data() + count, sizeof(bytes));
        if ((bytes & 0x8080808080808080U) != 0) break;
    }
    while (count < text.size() && static_cast<unsigned char>(text[count]) < 0x80) ++count;
    return count;
}

std::string scrub_utf8(std::string_view text) {
    std::string clean;
    clean.reserve(text.size());
    while (!text.empty()) {
        const auto [c, length] = decode_utf8(text);
        append_utf8(clean, c);
        text.remove_prefix(length);
    }
    return clean;
}

std::size_t count_characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

bool has_more_characters(std::string_view text, std::size_t than) {
    constexpr std::size_t bytes_max = 4;  // A character.
    return text.size() > bytes_max * than || (text.size() > than && count_characters(text) > than);
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && !begins_plainly(text.front())) {
        const auto [c, length] = decode_utf8(text);
        if (!is_space(c)) break;
        text.remove_prefix(length);
    }
    while (!text.empty()) {
        std::size_t start = text.size() - 1;
        while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xC0U) == 0x80) --start;
        if (begins_plainly(text[start])) break;
        if (!is_space(decode_utf8(text.substr(start)).code_point)) break;
        text = text.substr(0, start);
    }
    return text;
}

}  // namespace ogi::base
