#include "extract/text_scan.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <array>
#include <bit>
#include <cstdint>

namespace ogi::extract {
namespace {

unsigned byte_at(std::string_view text, std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
}

// What a byte says of the character that it begins.
enum class Kind : std::uint8_t { plain, special, special_by_next };

constexpr auto kinds = [] {
    std::array<Kind, 256> table{};
    for (std::size_t c = 0; c < table.size(); ++c) {
        if (c < 0x20 || c == 0x7F || c == '&' || c >= 0xF0) table[c] = Kind::special;
        if (c == 0xC2 || c == 0xEF) table[c] = Kind::special_by_next;
    }
    for (const unsigned char c : {'\t', '\n', '\f', '\r'}) table[c] = Kind::plain;
    return table;
}();

bool is_special(std::string_view text, std::size_t at) {
    const auto byte = byte_at(text, at);
    const auto kind = kinds[byte];
    if (kind != Kind::special_by_next) return kind == Kind::special;
    const auto next = byte_at(text, at + 1);
    return byte == 0xC2 ? next <= 0x9F : next == 0xB7 || next == 0xBF;
}

#ifdef __SSE2__
// Sixteen bytes of a page.
class Chunk {
  public:
    static constexpr std::size_t bytes = 16;

    explicit Chunk(const char* text) : bytes_{_mm_loadu_si128(reinterpret_cast<const __m128i*>(text))} {}

    // Which bytes are this one: a bit each.
    unsigned equal(char value) const { return bits(is(value)); }
    // Which bytes may begin something special.
    unsigned suspects() const {
        const auto below_blank = is_in(0, 0x1F);
        const auto white = _mm_andnot_si128(is('\v'), is_in('\t', '\r'));
        const auto high = is_in(0xEF, 0xFF);
        const auto others = _mm_or_si128(_mm_or_si128(is('&'), is('\x7F')), is('\xC2'));
        return bits(_mm_or_si128(_mm_andnot_si128(white, below_blank), _mm_or_si128(high, others)));
    }

  private:
    __m128i is(char value) const { return _mm_cmpeq_epi8(bytes_, _mm_set1_epi8(value)); }
    __m128i is_in(int first, int last) const {
        const auto above = _mm_sub_epi8(bytes_, _mm_set1_epi8(static_cast<char>(first)));
        return _mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8(static_cast<char>(last - first))), above);
    }
    static unsigned bits(__m128i mask) { return static_cast<unsigned>(_mm_movemask_epi8(mask)); }

    __m128i bytes_;
};

bool any_is_special(std::string_view text, std::size_t at, unsigned suspects) {
    for (; suspects != 0; suspects &= suspects - 1) {
        if (is_special(text, at + static_cast<std::size_t>(std::countr_zero(suspects)))) return true;
    }
    return false;
}
#endif

}  // namespace

TextScan scan_text(std::string_view page, std::size_t from, char until) {
    TextScan scan{.end = from};
    auto& at = scan.end;
#ifdef __SSE2__
    for (; at + Chunk::bytes <= page.size(); at += Chunk::bytes) {
        const Chunk chunk{page.data() + at};
        const auto ends = chunk.equal(until);
        auto suspects = chunk.suspects();
        if (ends != 0) suspects &= (ends & -ends) - 1;  // Those before the first end.
        if (suspects != 0 && !scan.special) scan.special = any_is_special(page, at, suspects);
        if (ends == 0) continue;
        at += static_cast<std::size_t>(std::countr_zero(ends));
        return scan;
    }
#endif
    for (; at < page.size() && page[at] != until; ++at) scan.special = scan.special || is_special(page, at);
    return scan;
}

bool holds_replaced_characters(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_special(text, i)) continue;
        const auto byte = [&](std::size_t at) { return byte_at(text, i + at); };
        const unsigned c = byte(0);
        const bool replaced = (c <= 0x7F && c != '&') || (c == 0xC2 && byte(1) <= 0x9F) ||
                              (c == 0xEF && byte(1) == 0xB7 && byte(2) >= 0x90 && byte(2) <= 0xAF) ||
                              (c == 0xEF && byte(1) == 0xBF && byte(2) >= 0xBE) ||
                              (c >= 0xF0 && (byte(1) & 0x0FU) == 0x0F && byte(2) == 0xBF && byte(3) >= 0xBE);
        if (replaced) return true;
    }
    return false;
}

}  // namespace ogi::extract
