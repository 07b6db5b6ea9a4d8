#include "extract/charset.h"

#include "base/utf8.h"
#include "extract/decode.h"

#include <uchardet/uchardet.h>

#include <algorithm>
#include <array>
#include <memory>

namespace ogi::extract {
namespace {

constexpr std::size_t prescan_bytes = 4096;
constexpr std::size_t detector_bytes =
    64 << 10;  // Non-ASCII stretches shown to uchardet; 4 KiB suffice in practice.

struct Label {
    std::string_view label;
    std::string_view charset;
};

// WHATWG Encoding Standard §4.2, the labels that government pages carry. GBK and GB2312 go to their superset.
constexpr Label labels[] = {
    {"utf-8", "utf-8"},
    {"utf8", "utf-8"},
    {"unicode-1-1-utf-8", "utf-8"},
    {"unicode11utf8", "utf-8"},
    {"gb18030", "gb18030"},
    {"gb2312", "gb18030"},
    {"gbk", "gb18030"},
    {"x-gbk", "gb18030"},
    {"gb_2312", "gb18030"},
    {"gb_2312-80", "gb18030"},
    {"chinese", "gb18030"},
    {"csgb2312", "gb18030"},
    {"csiso58gb231280", "gb18030"},
    {"iso-ir-58", "gb18030"},
    {"cp936", "gb18030"},
    {"euc-cn", "gb18030"},
    {"big5", "big5"},
    {"big5-hkscs", "big5"},
    {"cn-big5", "big5"},
    {"csbig5", "big5"},
    {"x-x-big5", "big5"},
    {"utf-16", "utf-16le"},
    {"utf-16le", "utf-16le"},
    {"ucs-2", "utf-16le"},
    {"unicode", "utf-16le"},
    {"utf-16be", "utf-16be"},
    {"unicodefffe", "utf-16be"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"windows-1252", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"ascii", "windows-1252"},
    {"us-ascii", "windows-1252"},
    {"shift_jis", "shift_jis"},
    {"euc-jp", "euc-jp"},
    {"euc-kr", "euc-kr"},
    {"iso-8859-7", "iso-8859-7"},
    {"iso-8859-8", "iso-8859-8"},
    {"windows-1251", "windows-1251"},
};

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lower(std::string_view text) {
    std::string out{text};
    std::ranges::transform(out, out.begin(), [](char c) { return lower(c); });
    return out;
}

// The value of `key=` somewhere in `text` (lower case), quoted or not.
std::string_view value_of(std::string_view text, std::string_view key) {
    const auto at = text.find(key);
    if (at == std::string_view::npos) return {};
    auto rest = text.substr(at + key.size());
    rest = rest.substr(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
    if (!rest.starts_with('=')) return {};
    rest = rest.substr(1);
    rest = rest.substr(std::min(rest.find_first_not_of(" \t\r\n\"'"), rest.size()));
    return rest.substr(0, rest.find_first_of(" \t\r\n\"';>/?,"));
}

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
        const auto found =
            std::find_if_not(body.begin() + static_cast<std::ptrdiff_t>(i), body.end(), is_ascii);
        if (found == body.end()) break;
        const auto begin = static_cast<std::size_t>(found - body.begin());
        // A trail byte of GBK and Big5 may be ASCII, so a stretch ends at two ASCII bytes in a row.
        auto end = begin;
        while (end < body.size() &&
               !(is_ascii(body[end]) && (end + 1 >= body.size() || is_ascii(body[end + 1]))))
            ++end;
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
    return charset_of_label(lower(uchardet_get_charset(detector.get())));
}

// The share of double-byte characters that lie where a charset keeps its everyday characters: GB2312's
// symbols and first level (rows A1–A9, B0–D7), Big5's symbols and first level (A1–C6). Text of the other
// charset falls outside for about half its characters.
double everyday_share(std::string_view windows, std::string_view charset) {
    std::size_t pairs = 0;
    std::size_t everyday = 0;
    for (std::size_t i = 0; i + 1 < windows.size(); ++i) {
        if (is_ascii(windows[i])) continue;
        const auto lead = static_cast<unsigned char>(windows[i]);
        const auto trail = static_cast<unsigned char>(windows[i + 1]);
        ++pairs;
        ++i;
        if (charset == "gb18030") {
            everyday += trail >= 0xA1 && ((lead >= 0xA1 && lead <= 0xA9) || (lead >= 0xB0 && lead <= 0xD7));
        } else {
            everyday += lead >= 0xA1 && lead <= 0xC6 && ((trail >= 0x40 && trail <= 0x7E) || trail >= 0xA1);
        }
    }
    return pairs == 0 ? 0.0 : static_cast<double>(everyday) / static_cast<double>(pairs);
}

// How badly `windows` fit `charset`: 0 is a perfect fit, 1 no fit at all.
double misfit(std::string_view windows, std::string_view charset) {
    const auto decoded = decode(windows, charset, 0);
    std::size_t wide = 0;
    for (std::string_view rest = decoded.text; !rest.empty();) {
        const auto [c, length] = base::decode_utf8(rest);
        wide += c >= 0x80;
        rest.remove_prefix(length);
    }
    if (wide == 0) return 1.0;
    const double unreadable = static_cast<double>(decoded.replaced) / static_cast<double>(wide);
    if (charset != "gb18030" && charset != "big5") return unreadable;
    return std::max(unreadable, 1.0 - everyday_share(windows, charset));
}

// Single bytes always decode, so such a declaration (often a server's default) proves nothing.
bool is_single_byte(std::string_view charset) {
    return charset.starts_with("windows-") || charset.starts_with("iso-8859");
}

}  // namespace

std::string_view charset_of_label(std::string_view label) {
    const auto wanted = lower(base::trim(label));
    const auto found = std::ranges::find(labels, std::string_view{wanted}, &Label::label);
    return found == std::end(labels) ? std::string_view{} : found->charset;
}

std::string_view declared_charset(std::string_view content_type) {
    const auto text = lower(content_type);
    return charset_of_label(value_of(text, "charset"));
}

std::string_view prescan_charset(std::string_view body) {
    const auto head = lower(body.substr(0, prescan_bytes));
    const std::string_view text{head};
    if (text.starts_with("<?xml")) {
        const auto found = charset_of_label(value_of(text.substr(0, text.find("?>")), "encoding"));
        if (!found.empty()) return found;
    }
    for (auto at = text.find("<meta"); at != std::string_view::npos; at = text.find("<meta", at + 5)) {
        const auto tag = text.substr(at, text.find('>', at) - at);
        const auto found = charset_of_label(value_of(tag, "charset"));
        // A page that can be read far enough to find this is not UTF-16 (WHATWG prescan, step "UTF-16").
        if (!found.empty()) return found.starts_with("utf-16") ? "utf-8" : found;
    }
    return {};
}

bool detect_utf16(std::string_view body) {
    return body.starts_with("\xFE\xFF") || body.starts_with("\xFF\xFE") || !utf16_by_zeros(body).empty();
}

std::string_view detect_charset(std::string_view body, std::string_view content_type) {
    for (const auto& [bytes, charset] : boms) {
        if (body.starts_with(bytes)) return charset;
    }
    if (const auto found = utf16_by_zeros(body); !found.empty()) return found;
    if (base::is_valid_utf8(body)) return "utf-8";

    constexpr double fits = 0.15;
    const auto windows = non_ascii_windows(body);
    const auto by_header = declared_charset(content_type);
    const auto by_page = prescan_charset(body);
    std::string_view best = "windows-1252";
    double best_misfit = 0.5;
    const auto try_charset = [&](std::string_view charset) {
        if (charset.empty() || is_single_byte(charset)) return 1.0;
        const auto bad = misfit(windows, charset);
        if (bad < best_misfit) best = charset, best_misfit = bad;
        return bad;
    };
    for (const auto declared : {by_header, by_page}) {
        if (try_charset(declared) <= fits) return declared;
    }
    const auto detected = ask_uchardet(windows);
    for (const auto charset :
         {detected, std::string_view{"gb18030"}, std::string_view{"utf-8"}, std::string_view{"big5"}}) {
        try_charset(charset);
    }
    if (best == "windows-1252" && is_single_byte(detected)) return detected;
    return best;
}

DecodedText decode_body(std::string_view body, std::string_view content_type) {
    const auto charset = detect_charset(body, content_type);
    std::size_t bom = 0;
    for (const auto& [bytes, of] : boms) {
        if (of == charset && body.starts_with(bytes)) bom = bytes.size();
    }
    return decode(body, charset, bom);
}

}  // namespace ogi::extract
