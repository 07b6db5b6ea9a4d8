#include "extract/query_encoder.h"

#include "base/utf8.h"
#include "extract/decode.h"

#include <unicode/ucnv.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>

namespace ogi::extract {
namespace {

// Their queries are in UTF-8; that of ISO-2022-JP would need its state kept from character to character, and
// no page here is written in it.
constexpr std::string_view as_utf8[] = {"utf-8", "utf-16le", "utf-16be", "iso-2022-jp", "replacement", ""};

void append_escaped(std::string& out, unsigned char byte) {
    static constexpr char digits[] = "0123456789ABCDEF";
    out += '%', out += digits[byte >> 4], out += digits[byte & 15];
}

}  // namespace

void QueryEncoder::Close::operator()(UConverter* converter) const {
    ucnv_close(converter);
}

QueryEncoder::QueryEncoder(std::string_view charset) : is_gbk_{charset == "gb18030"} {
    if (std::ranges::find(as_utf8, charset) != std::end(as_utf8)) return;
    UErrorCode status = U_ZERO_ERROR;
    converter_.reset(ucnv_open(icu_name(charset).c_str(), &status));
    if (U_SUCCESS(status))
        ucnv_setFromUCallBack(converter_.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                              &status);
    if (U_FAILURE(status)) converter_.reset();
}

QueryEncoder::~QueryEncoder() = default;

std::optional<std::string> QueryEncoder::encode(std::string_view reference) const {
    if (!converter_ || base::count_leading_ascii(reference) == reference.size()) return std::nullopt;
    const auto begin = std::min(reference.find('?'), reference.size());
    const auto end = std::min(reference.find('#'), reference.size());
    if (begin >= end) return std::nullopt;
    std::string out{reference.substr(0, begin)};
    auto query = reference.substr(begin, end - begin);
    while (!query.empty()) {
        const auto [character, length] = base::decode_utf8(query);
        if (length == 1 && character < 0x80) {
            out += query.front();
        } else {
            // Bytes that are ASCII within a character stand for themselves, but for those that the query of a
            // URL holds escaped.
            for (const char byte : bytes_of(character)) {
                const bool plain = byte > ' ' && byte < 0x7F &&
                                   std::string_view{"\"#<>'&;"}.find(byte) == std::string_view::npos;
                if (plain) {
                    out += byte;
                } else {
                    append_escaped(out, static_cast<unsigned char>(byte));
                }
            }
        }
        query.remove_prefix(length);
    }
    out += reference.substr(end);
    return out;
}

std::string QueryEncoder::bytes_of(char32_t character) const {
    std::array<char16_t, 2> units{};
    int count = 0;
    if (character > 0xFFFF) {
        units = {U16_LEAD(character), U16_TRAIL(character)};
        count = 2;
    } else {
        units[0] = static_cast<char16_t>(character);
        count = 1;
    }
    std::array<char, 16> bytes{};
    UErrorCode status = U_ZERO_ERROR;
    const auto length =
        ucnv_fromUChars(converter_.get(), bytes.data(), static_cast<std::int32_t>(bytes.size()), units.data(),
                        count, &status);
    // The pages that say GBK or GB2312 are read as GB 18030; but their servers know no four bytes.
    const bool has_it = U_SUCCESS(status) && length > 0 && !(is_gbk_ && length > 2);
    if (has_it) return std::string{bytes.data(), static_cast<std::size_t>(length)};
    return "&#" + std::to_string(static_cast<std::uint32_t>(character)) + ";";
}

}  // namespace ogi::extract
