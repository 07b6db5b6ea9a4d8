#include "extract/decode.h"

#include "base/utf8.h"

#include <unicode/ucnv.h>
#include <unicode/utf16.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <memory>
#include <string>

namespace ogi::extract {
namespace {

struct Converter {
    std::string_view charset;
    const char* icu_name;
};

// Where ICU's converter of that name does not read what the web means by it: Big5 includes HKSCS, the others
// their vendors' extensions.
constexpr Converter converters[] = {{"big5", "Big5-HKSCS"},
                                    {"shift_jis", "windows-31j"},
                                    {"euc-kr", "windows-949"},
                                    {"iso-8859-8-i", "ISO-8859-8"}};

struct Moved {
    char32_t from;
    char32_t to;
};

// Where ICU's GB 18030 (2005) still has private code points for what the web, like the standard of 2022,
// reads as characters: vertical punctuation, some ideographs, and A3A0, used as a space.
constexpr Moved out_of_private_use[] = {
    {0xE5E5, 0x3000}, {0xE78D, 0xFE10}, {0xE78E, 0xFE12}, {0xE78F, 0xFE11}, {0xE790, 0xFE13},
    {0xE791, 0xFE14}, {0xE792, 0xFE15}, {0xE793, 0xFE16}, {0xE794, 0xFE17}, {0xE795, 0xFE18},
    {0xE796, 0xFE19}, {0xE81E, 0x9FB4}, {0xE826, 0x9FB5}, {0xE82B, 0x9FB6}, {0xE82C, 0x9FB7},
    {0xE832, 0x9FB8}, {0xE843, 0x9FB9}, {0xE854, 0x9FBA}, {0xE864, 0x9FBB},
};

char32_t without_private_use(char32_t c) {
    if (c < std::begin(out_of_private_use)->from || c > std::rbegin(out_of_private_use)->from) return c;
    const auto found = std::ranges::find(out_of_private_use, c, &Moved::from);
    return found == std::end(out_of_private_use) ? c : found->to;
}

// Adds code points to the text with the bytes each came from.
class Writer {
  public:
    explicit Writer(DecodedText& out, std::size_t bytes) : out_{out} { text_.reserve(bytes + bytes / 2); }

    // A character is written when the next one begins, as only that tells how many bytes it took.
    void put(char32_t c, std::uint32_t byte_at) {
        finish(byte_at);
        pending_ = c, pending_at_ = byte_at, has_pending_ = true;
    }
    void finish_all(std::uint32_t byte_end) {
        finish(byte_end);
        out_.take(std::move(text_));
    }

  private:
    void finish(std::uint32_t byte_end) {
        if (!has_pending_ || pending_ == 0) {
            has_pending_ = false;
            return;
        }
        const auto text_at = static_cast<std::uint32_t>(text_.size());
        base::append_utf8(text_, pending_);
        out_.offsets.append(text_at, pending_at_, static_cast<std::uint8_t>(text_.size() - text_at),
                            static_cast<std::uint8_t>(byte_end - pending_at_));
        out_.replaced += pending_ == base::replacement_character;
        has_pending_ = false;
    }

    DecodedText& out_;
    std::string text_;
    char32_t pending_ = 0;
    std::uint32_t pending_at_ = 0;
    bool has_pending_ = false;
};

void decode_utf8_with_damage(std::string_view bytes, std::size_t skip, DecodedText& out) {
    Writer writer{out, bytes.size() - skip};
    for (auto at = skip; at < bytes.size();) {
        const auto [c, length] = base::decode_utf8(bytes.substr(at));
        writer.put(c, static_cast<std::uint32_t>(at));
        at += length;
    }
    writer.finish_all(static_cast<std::uint32_t>(bytes.size()));
}

// Feeds UTF-16 units with their byte offsets to the writer, joining surrogate pairs across chunks.
class Utf16Sink {
  public:
    Utf16Sink(Writer& writer, bool is_gb18030) : writer_{writer}, is_gb18030_{is_gb18030} {}

    void take(char16_t unit, std::uint32_t byte_at) {
        if (lead_ != 0 && U16_IS_TRAIL(unit)) {
            writer_.put(static_cast<char32_t>(U16_GET_SUPPLEMENTARY(lead_, unit)), lead_at_);
            lead_ = 0;
            return;
        }
        if (lead_ != 0) writer_.put(base::replacement_character, lead_at_), lead_ = 0;
        if (U16_IS_LEAD(unit)) {
            lead_ = unit, lead_at_ = byte_at;
        } else if (U16_IS_TRAIL(unit)) {
            writer_.put(base::replacement_character, byte_at);
        } else {
            writer_.put(is_gb18030_ ? without_private_use(unit) : char32_t{unit}, byte_at);
        }
    }

  private:
    Writer& writer_;
    bool is_gb18030_;
    char16_t lead_ = 0;
    std::uint32_t lead_at_ = 0;
};

void decode_by_icu(std::string_view bytes, std::size_t skip, std::string_view charset, DecodedText& out) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter{
        ucnv_open(icu_name(charset).c_str(), &status), &ucnv_close};
    if (U_FAILURE(status)) return decode_utf8_with_damage(bytes, skip, out);
    Writer writer{out, bytes.size() - skip};
    Utf16Sink sink{writer, charset == "gb18030"};
    std::array<char16_t, 8192> units;
    std::array<std::int32_t, 8192> offsets;
    const char* const begin = bytes.data();
    const char* const end = begin + bytes.size();
    const char* source = begin + skip;
    do {
        const auto chunk_at = source - begin;
        char16_t* target = units.data();
        status = U_ZERO_ERROR;
        ucnv_toUnicode(converter.get(), &target, units.data() + units.size(), &source, end, offsets.data(),
                       true, &status);
        const auto count = static_cast<std::size_t>(target - units.data());
        for (std::size_t i = 0; i < count; ++i) {
            // -1: ICU cannot tell, because the character began in the chunk before.
            const auto at = chunk_at + std::max<std::int32_t>(offsets[i], 0);
            sink.take(units[i], static_cast<std::uint32_t>(at));
        }
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    writer.finish_all(static_cast<std::uint32_t>(bytes.size()));
}

bool begins_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80;
}

// A character in UTF-8.
struct Utf8Character {
    std::array<char, 3> bytes{};
    std::uint8_t length = 0;
};

// What the pairs of bytes of GB 18030 mean, which GBK is made of, by ICU.
class PairTable {
  public:
    PairTable() {
        std::string pairs;
        for (unsigned lead = first_lead; lead <= last_lead; ++lead) {
            for (unsigned trail = first_trail; trail <= last_trail; ++trail) {
                if (trail == 0x7F) continue;
                pairs.push_back(static_cast<char>(lead));
                pairs.push_back(static_cast<char>(trail));
            }
        }
        DecodedText decoded;
        decode_by_icu(pairs, 0, "gb18030", decoded);
        std::string_view rest{decoded.text};
        // Otherwise they would have to be told apart; then there is no table.
        const bool pair_by_pair =
            static_cast<std::size_t>(std::ranges::count_if(rest, begins_character)) * 2 == pairs.size();
        if (!pair_by_pair || decoded.replaced > 0) return;
        for (std::size_t at = 0; at < pairs.size(); at += 2) {
            const auto length = base::decode_utf8(rest).length;
            auto& character = characters_[index_of(pairs[at], pairs[at + 1])];
            if (length <= character.bytes.size()) {
                std::ranges::copy(rest.substr(0, length), character.bytes.begin());
                character.length = static_cast<std::uint8_t>(length);
            }
            rest.remove_prefix(length);
        }
    }

    // Length 0 where the two bytes, the first of them not ASCII, are no pair.
    const Utf8Character& operator()(char lead, char trail) const {
        return characters_[index_of(lead, trail)];
    }

  private:
    static constexpr unsigned first_lead = 0x81;
    static constexpr unsigned last_lead = 0xFE;
    static constexpr unsigned first_trail = 0x40;
    static constexpr unsigned last_trail = 0xFE;

    static std::size_t index_of(char lead, char trail) {
        return (static_cast<unsigned char>(lead) & 0x7FU) << 8 | static_cast<unsigned char>(trail);
    }

    std::array<Utf8Character, std::size_t{0x80} << 8> characters_{};
};

const PairTable& pair_table() {
    static const auto table = std::make_unique<const PairTable>();
    return *table;
}

// Copies the ASCII that `from` begins with and returns how much that is; 0 where there is a NUL in it. Writes
// up to copied_beyond more.
constexpr std::size_t copied_beyond = 16;
std::size_t copy_ascii(std::string_view from, char* to) {
    std::size_t count = 0;
#ifdef __SSE2__
    static_assert(copied_beyond == sizeof(__m128i));
    const auto nul = _mm_setzero_si128();
    for (; count + sizeof(__m128i) <= from.size(); count += sizeof(__m128i)) {
        const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from.data() + count));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(to + count), bytes);
        const auto others = static_cast<unsigned>(_mm_movemask_epi8(bytes));
        const auto nuls = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, nul)));
        if ((others | nuls) == 0) continue;
        const auto ascii = static_cast<unsigned>(std::countr_zero(others | nuls));
        return (nuls >> ascii & 1U) != 0 ? 0 : count + ascii;
    }
#endif
    for (; count < from.size() && static_cast<unsigned char>(from[count]) < 0x80; ++count) {
        if (from[count] == '\0') return 0;
        to[count] = from[count];
    }
    return count;
}

// GB 18030 of ASCII and pairs, which nearly all is. Returns false where there is anything else; `out` is then
// as it was.
bool decode_pairs(std::string_view bytes, std::size_t skip, DecodedText& out) {
    const auto& table = pair_table();
    std::string text;
    text.resize((bytes.size() - skip) / 2 * 3 + 1 + copied_beyond);
    OffsetMap offsets;
    std::size_t end = 0;
    std::uint8_t step = 0;  // Of the text in the run being written.
    const auto go_on = [&](std::size_t at, std::uint8_t text_step) {
        if (text_step == step) return;
        offsets.append(static_cast<std::uint32_t>(end), static_cast<std::uint32_t>(at), text_step,
                       text_step == 1 ? 1 : 2);
        step = text_step;
    };
    for (auto at = skip; at < bytes.size();) {
        if (static_cast<unsigned char>(bytes[at]) < 0x80) {
            go_on(at, 1);
            const auto ascii = copy_ascii(bytes.substr(at), text.data() + end);
            if (ascii == 0) return false;
            end += ascii;
            at += ascii;
            continue;
        }
        const auto* character = &table(bytes[at], at + 1 < bytes.size() ? bytes[at + 1] : '\0');
        const auto length = character->length;
        if (length < 2) return false;
        go_on(at, length);
        for (; character->length == length; character = &table(bytes[at], bytes[at + 1])) {
            std::memcpy(text.data() + end, character, sizeof(*character));
            end += length;
            at += 2;
            if (at + 1 >= bytes.size() || static_cast<unsigned char>(bytes[at]) < 0x80) break;
        }
    }
    text.resize(end);
    out.take(std::move(text));
    out.offsets = std::move(offsets);
    return true;
}

}  // namespace

std::string icu_name(std::string_view charset) {
    const auto found = std::ranges::find(converters, charset, &Converter::charset);
    return found == std::end(converters) ? std::string{charset} : found->icu_name;
}

bool is_of_pairs(std::string_view bytes) {
    const auto& table = pair_table();
    for (std::size_t at = 0; at < bytes.size();) {
        if (static_cast<unsigned char>(bytes[at]) < 0x80) {
            if (bytes[at] == '\0') return false;
            ++at;
            continue;
        }
        if (table(bytes[at], at + 1 < bytes.size() ? bytes[at + 1] : '\0').length < 2) return false;
        at += 2;
    }
    return true;
}

DecodedText decode_valid_utf8(std::string_view bytes, std::size_t skip) {
    DecodedText out;
    out.charset = "utf-8";
    const auto rest = bytes.substr(skip);
    if (rest.find('\0') == std::string_view::npos) {
        out.text = rest;
        out.offsets = OffsetMap::identity(static_cast<std::uint32_t>(skip));
    } else {
        decode_utf8_with_damage(bytes, skip, out);
    }
    return out;
}

DecodedText decode(std::string_view bytes, std::string_view charset, std::size_t skip) {
    const auto rest = bytes.substr(skip);
    if (charset == "utf-8" && base::is_valid_utf8(rest)) return decode_valid_utf8(bytes, skip);
    DecodedText out;
    out.charset = charset;
    if (charset == "gb18030" && decode_pairs(bytes, skip, out)) return out;
    if (charset == "utf-8") {
        decode_utf8_with_damage(bytes, skip, out);
    } else {
        decode_by_icu(bytes, skip, charset, out);
    }
    return out;
}

}  // namespace ogi::extract
