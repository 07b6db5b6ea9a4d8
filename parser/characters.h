#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

// Stepping over what nearly all of a text is, Chinese characters of three bytes, without decoding them.
namespace ogi::parser {

// The four bytes at `at`, the first of them lowest; zeros behind the end of the text.
inline std::uint32_t four_bytes(std::string_view text, std::size_t at) {
    static_assert(std::endian::native == std::endian::little);
    std::uint32_t bytes = 0;
    if (at + sizeof bytes <= text.size()) {
        std::memcpy(&bytes, text.data() + at, sizeof bytes);
    } else if (at < text.size()) {
        std::memcpy(&bytes, text.data() + at, text.size() - at);
    }
    return bytes;
}

// A character of three bytes as four_bytes() shows it, the fourth masked out.
constexpr std::uint32_t three_bytes_of(std::string_view character) {
    const auto byte = [&](std::size_t i) -> std::uint32_t {
        return static_cast<unsigned char>(character[i]);
    };
    return byte(0) | byte(1) << 8 | byte(2) << 16;
}
inline constexpr std::uint32_t three_bytes_mask = 0xFF'FFFF;

// Do they begin with a character of three bytes?
constexpr bool begin_with_three(std::uint32_t bytes) {
    return (bytes & 0xC0C0F0U) == 0x8080E0;
}

// With one of U+4000 to U+9FFF? It is neither white space nor a mark, and nearly always a Han character.
constexpr bool begin_with_ideograph(std::uint32_t bytes) {
    const auto lead = bytes & 0xFFU;
    return begin_with_three(bytes) && lead >= 0xE4 && lead <= 0xE9;
}

constexpr char32_t code_point_of_three(std::uint32_t bytes) {
    return (bytes & 0x0FU) << 12 | (bytes >> 8 & 0x3FU) << 6 | (bytes >> 16 & 0x3FU);
}

// Behind the ideographs that stand at `at` of valid UTF-8.
inline std::size_t skip_ideographs(std::string_view text, std::size_t at) {
#ifdef __SSE2__
    constexpr std::size_t block = sizeof(__m128i);
    while (at + block <= text.size()) {
        const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
        const auto continues = _mm_cmplt_epi8(bytes, _mm_set1_epi8(-0x40));  // 0x80 to 0xBF.
        const auto from_lead = _mm_sub_epi8(bytes, _mm_set1_epi8(static_cast<char>(0xE4)));
        const auto leads = _mm_cmpeq_epi8(_mm_min_epu8(from_lead, _mm_set1_epi8(5)), from_lead);
        const auto of_ideographs =
            static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_or_si128(continues, leads)));
        if (of_ideographs != 0xFFFF) return at + static_cast<std::size_t>(std::countr_one(of_ideographs));
        at += block;
    }
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80) ++at;
#endif
    while (begin_with_ideograph(four_bytes(text, at))) at += 3;
    return at;
}

}  // namespace ogi::parser
