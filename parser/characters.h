#pragma once

#include <array>
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

// Behind the characters of three bytes at `at` of which `tells` says nothing: it is given four_bytes(), the
// fourth of which belongs to none. The last character of a text is left to the caller.
template <class Tells>
std::size_t skip_threes(std::string_view text, std::size_t at, Tells tells) {
    for (std::uint64_t two = 0; at + sizeof two <= text.size(); at += 6) {
        std::memcpy(&two, text.data() + at, sizeof two);
        if ((two & 0xC0C0'F0C0'C0F0U) != 0x8080'E080'80E0U) break;
        if (tells(static_cast<std::uint32_t>(two)) || tells(static_cast<std::uint32_t>(two >> 24))) break;
    }
    for (std::uint32_t one = 0; at + sizeof one <= text.size(); at += 3) {
        std::memcpy(&one, text.data() + at, sizeof one);
        if (!begin_with_three(one) || tells(one)) break;
    }
    return at;
}

// A number of so many bits for a character of three bytes, other characters may share it.
template <std::size_t Bits>
constexpr std::size_t hash_of_three(std::uint32_t bytes) {
    return (bytes << 8) * 0x9E37'79B1U >> (32 - Bits);
}

// A set of small numbers.
template <std::size_t Size>
class SmallSet {
  public:
    constexpr void add(const SmallSet& others) {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= others.words_[i];
    }
    constexpr void add(std::size_t number) { words_[number >> 6] |= std::uint64_t{1} << (number & 0x3F); }
    constexpr bool has(std::size_t number) const {
        return (words_[number >> 6] >> (number & 0x3F) & 1U) != 0;
    }

  private:
    std::array<std::uint64_t, (Size + 63) / 64> words_{};
};

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
