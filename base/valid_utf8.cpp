#include "base/utf8.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif

#include <cstdint>

namespace ogi::base {
namespace {

bool is_valid_by_character(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    for (std::size_t at = 0; at < text.size();) {
        if (byte(at) < 0x80) {
            at += count_leading_ascii(text.substr(at));
            continue;
        }
        // Three bytes without overlong forms and surrogates: nearly all there is.
        while (at + 3 <= text.size() && byte(at) > 0xE0 && byte(at) < 0xED &&
               (byte(at + 1) & 0xC0U) == 0x80 && (byte(at + 2) & 0xC0U) == 0x80)
            at += 3;
        if (at == text.size() || byte(at) < 0x80) continue;
        const auto [c, length] = decode_utf8(text.substr(at));
        // U+FFFD may stand in the text itself; then it is three bytes long.
        if (c == replacement_character && length == 1) return false;
        at += length;
    }
    return true;
}

#ifdef __x86_64__
constexpr std::size_t block_bytes = 64;

// 64 bytes of text, and a bit for each of them by its value.
class Block {
  public:
    [[gnu::target("avx2")]] explicit Block(const char* text)
        : low_{_mm256_loadu_si256(reinterpret_cast<const __m256i*>(text))},
          high_{_mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + block_bytes / 2))} {}

    [[gnu::target("avx2")]] std::uint64_t not_ascii() const { return bits(low_, high_); }
    [[gnu::target("avx2")]] std::uint64_t equal(std::uint8_t value) const {
        const auto all = _mm256_set1_epi8(static_cast<char>(value));
        return bits(_mm256_cmpeq_epi8(low_, all), _mm256_cmpeq_epi8(high_, all));
    }
    [[gnu::target("avx2")]] std::uint64_t at_least(std::uint8_t value) const {
        const auto all = _mm256_set1_epi8(static_cast<char>(value));
        return bits(_mm256_cmpeq_epi8(_mm256_max_epu8(low_, all), low_),
                    _mm256_cmpeq_epi8(_mm256_max_epu8(high_, all), high_));
    }

  private:
    [[gnu::target("avx2")]] static std::uint64_t bits(__m256i low, __m256i high) {
        const auto lower = static_cast<std::uint32_t>(_mm256_movemask_epi8(low));
        const auto higher = static_cast<std::uint32_t>(_mm256_movemask_epi8(high));
        return std::uint64_t{higher} << 32 | lower;
    }

    __m256i low_;
    __m256i high_;
};

// How many bytes from the beginning on are whole characters without fault, found block by block. What is
// left is less than a block and a character, or holds a fault.
[[gnu::target("avx2")]] std::size_t count_valid_blocks(std::string_view text) {
    std::uint64_t awaited = 0;  // Which bytes of the next block must continue characters.
    std::size_t at = 0;
    for (; at + block_bytes <= text.size(); at += block_bytes) {
        const Block block{text.data() + at};
        const auto not_ascii = block.not_ascii();
        if (not_ascii == 0 && awaited == 0) continue;
        const auto leads = block.at_least(0xC2);  // C0 and C1 could only begin overlong forms.
        const auto leads_three = block.at_least(0xE0);
        // Those that do not allow every byte behind them, or begin four; few pages have any.
        const auto narrow = block.equal(0xE0) | block.equal(0xED) | block.at_least(0xF0);
        const auto continuing = not_ascii & ~block.at_least(0xC0);
        const auto expected = awaited | leads << 1 | leads_three << 2;
        if (narrow != 0 || continuing != expected || (not_ascii & ~leads) != continuing) break;
        awaited = leads >> 63 | leads_three >> 62;
    }
    // A character that goes on behind the last good block is left to be read as a whole.
    if (awaited != 0) {
        do {
            --at;
        } while ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80);
    }
    return at;
}
#endif

}  // namespace

bool is_valid_utf8(std::string_view text) {
#ifdef __x86_64__
    static const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;
    if (has_avx2) text.remove_prefix(count_valid_blocks(text));
#endif
    return is_valid_by_character(text);
}

}  // namespace ogi::base
