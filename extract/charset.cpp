#include "extract/charset.h"

#include "base/utf8.h"
#include "extract/declared_charset.h"
#include "extract/decode.h"

#include <uchardet/uchardet.h>

#include <algorithm>
#include <array>
#include <memory>

namespace ogi::extract {
namespace {

constexpr std::size_t detector_bytes =
    64 << 10;  // Non-ASCII stretches shown to uchardet; 4 KiB suffice in practice.

struct Bom {
    std::string_view bytes;
    std::string_view charset;
};
constexpr Bom boms[] = {{"\xEF\xBB\xBF", "utf-8"}, {"\xFE\xFF", "utf-16be"}, {"\xFF\xFE", "utf-16le"}};

// Markup is ASCII, so UTF-16 without a BOM shows a zero in every other byte.
std::string_view utf16_by_zeros(std::string_view body) {
    const auto window = body.substr(0, 512);
    if (window.size() < 4) return {};
    std::array<std::size_t, 2> zeros{};
    for (std::size_t i = 0; i < window.size(); ++i) zeros[i % 2] += window[i] == '\0';
    const auto most = window.size() / 2 * 4 / 10;
    if (zeros[1] > most && zeros[0] * 10 < zeros[1]) return "utf-16le";
    if (zeros[0] > most && zeros[1] * 10 < zeros[0]) return "utf-16be";
    return {};
}

bool is_ascii(char c) {
    return static_cast<unsigned char>(c) < 0x80;
}

// The stretches that tell charsets apart: non-ASCII bytes with their neighbours, markup left out.
std::string non_ascii_windows(std::string_view body) {
    std::string windows;
    std::size_t i = 0;
    while (i < body.size() && windows.size() < detector_bytes) {
        const auto begin = i + base::count_leading_ascii(body.substr(i));
        if (begin == body.size()) break;
        // A trail byte of GBK and Big5 may be ASCII, so a stretch ends at two ASCII bytes in a row.
        auto end = begin;
        for (; end < body.size(); ++end) {
            if (!is_ascii(body[end])) continue;
            if (end + 1 >= body.size() || is_ascii(body[end + 1])) break;
        }
        end = std::min(end + 1, body.size());
        windows.append(body.substr(begin, end - begin)).push_back('\n');
        i = end;
    }
    return windows;
}

std::string_view ask_uchardet(std::string_view windows) {
    const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector{uchardet_new(), &uchardet_delete};
    if (uchardet_handle_data(detector.get(), windows.data(), windows.size()) != 0) return {};
    uchardet_data_end(detector.get());
    return charset_of_label(uchardet_get_charset(detector.get()));
}

// The share of double-byte characters that lie where a charset keeps its everyday characters: GB2312's
// symbols and first level (rows A1–A9, B0–D7), Big5's symbols and first level (A1–C6). Text of the other
// charset falls outside for about half its characters.
// 0 where there are none.
double everyday_share(std::string_view windows, std::string_view charset) {
    std::size_t pairs = 0;
    std::size_t everyday = 0;
    const bool is_gb = charset == "gb18030";
    for (std::size_t i = 0; i + 1 < windows.size(); ++i) {
        if (is_ascii(windows[i])) continue;
        const auto lead = static_cast<unsigned char>(windows[i]);
        const auto trail = static_cast<unsigned char>(windows[i + 1]);
        ++pairs;
        ++i;
        if (is_gb) {
            everyday += trail >= 0xA1 && ((lead >= 0xA1 && lead <= 0xA9) || (lead >= 0xB0 && lead <= 0xD7));
        } else {
            everyday += lead >= 0xA1 && lead <= 0xC6 && ((trail >= 0x40 && trail <= 0x7E) || trail >= 0xA1);
        }
    }
    return pairs == 0 ? 0.0 : static_cast<double>(everyday) / static_cast<double>(pairs);
}

// How badly `windows` fit `charset`: 0 is a perfect fit, 1 no fit at all.
double misfit(std::string_view windows, std::string_view charset) {
    if (charset == "gb18030" && is_of_pairs(windows)) return 1.0 - everyday_share(windows, charset);
    const auto decoded = decode(windows, charset, 0);
    const auto wide = std::ranges::count_if(decoded.text, [](char c) {
        return static_cast<unsigned char>(c) >= 0xC0;
    });  // Each begins a character.
    if (wide == 0) return 1.0;
    const double unreadable = static_cast<double>(decoded.replaced) / static_cast<double>(wide);
    if (charset != "gb18030" && charset != "big5") return unreadable;
    return std::max(unreadable, 1.0 - everyday_share(windows, charset));
}

// Where the text ends if a last character that is cut off is left out. A cut proves nothing against UTF-8 as
// long as a whole character speaks for it.
std::size_t end_without_cut_character(std::string_view body) {
    constexpr std::size_t longest = 4;
    for (std::size_t back = 1; back < longest && back <= body.size(); ++back) {
        const auto byte = static_cast<unsigned char>(body[body.size() - back]);
        if (byte >= 0x80 && byte < 0xC0) continue;
        const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
        return length > back ? body.size() - back : body.size();
    }
    return body.size();
}

// ASCII reads the same by all of these, so only the declaration can tell which of them was meant.
std::string_view declared_for_ascii(std::string_view by_header, std::string_view by_page) {
    for (const auto declared : {by_header, by_page}) {
        if (declared == "utf-8" || declared == "gb18030" || declared == "big5") return declared;
    }
    return "utf-8";
}

bool is_cut_utf8(std::string_view body) {
    const auto whole = body.substr(0, end_without_cut_character(body));
    return whole.size() < body.size() && base::is_valid_utf8(whole) &&
           base::count_leading_ascii(whole) < whole.size();
}

// Single bytes always decode, so such a declaration (often a server's default) proves nothing.
bool is_single_byte(std::string_view charset) {
    constexpr std::string_view others[] = {"utf-8",  "utf-16le", "utf-16be",  "gb18030",    "big5",
                                           "euc-jp", "euc-kr",   "shift_jis", "iso-2022-jp"};
    return std::ranges::find(others, charset) == std::end(others);
}

struct Detection {
    std::string_view charset;
    bool is_valid_utf8 = false;  // As far as that has been looked at.
};

Detection detect(std::string_view body, std::string_view content_type) {
    for (const auto& [bytes, charset] : boms) {
        if (body.starts_with(bytes)) return {charset};
    }
    if (const auto found = utf16_by_zeros(body); !found.empty()) return {found};
    const bool ascii = base::count_leading_ascii(body) == body.size();
    if (!ascii && base::is_valid_utf8(body)) return {.charset = "utf-8", .is_valid_utf8 = true};
    if (!ascii && is_cut_utf8(body)) return {"utf-8"};
    const auto by_header = declared_charset(content_type);
    const auto by_page = prescan_charset(body);
    if (ascii) return {declared_for_ascii(by_header, by_page)};

    constexpr double fits = 0.15;
    const auto windows = non_ascii_windows(body);
    std::string_view best = "windows-1252";
    double best_misfit = 0.5;
    const auto try_charset = [&](std::string_view charset) {
        if (charset.empty() || is_single_byte(charset)) return 1.0;
        const auto bad = misfit(windows, charset);
        if (bad < best_misfit) best = charset, best_misfit = bad;
        return bad;
    };
    for (const auto declared : {by_header, by_page}) {
        if (try_charset(declared) <= fits) return {declared};
    }
    const auto detected = ask_uchardet(windows);
    for (const auto charset :
         {detected, std::string_view{"gb18030"}, std::string_view{"utf-8"}, std::string_view{"big5"}}) {
        try_charset(charset);
    }
    if (best == "windows-1252" && is_single_byte(detected)) return {detected};
    return {best};
}

}  // namespace

bool detect_utf16(std::string_view body) {
    return body.starts_with("\xFE\xFF") || body.starts_with("\xFF\xFE") || !utf16_by_zeros(body).empty();
}

std::string_view detect_charset(std::string_view body, std::string_view content_type) {
    return detect(body, content_type).charset;
}

DecodedText decode_body(std::string_view body, std::string_view content_type) {
    const auto [charset, is_valid_utf8] = detect(body, content_type);
    if (is_valid_utf8) return decode_valid_utf8(body, 0);
    std::size_t bom = 0;
    for (const auto& [bytes, of] : boms) {
        if (of == charset && body.starts_with(bytes)) bom = bytes.size();
    }
    return decode(body, charset, bom);
}

}  // namespace ogi::extract
