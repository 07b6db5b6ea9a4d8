#include "base/utf8.h"
#include "extract/charset.h"
#include "extract/declared_charset.h"
#include "extract/decode.h"
#include "extract/sniff.h"
#include "tests/fuzz/promise.h"

#include <algorithm>

// Bytes to text: the first byte chooses what a server declares and by which charset the rest is read besides
// the detected one.

namespace {

using namespace ogi;

constexpr std::string_view content_types[] = {"",
                                              "text/html",
                                              "text/html; charset=utf-8",
                                              "text/html; charset=gb2312",
                                              "text/html; charset=big5",
                                              "text/html; charset=iso-8859-1"};
constexpr std::string_view charsets[] = {"utf-8",     "gb18030", "big5",   "utf-16le",    "utf-16be",
                                         "shift_jis", "euc-jp",  "euc-kr", "iso-2022-jp", "windows-1252"};

void promise_decoding(const extract::DecodedText& decoded, std::size_t body_bytes) {
    fuzz::promise(base::is_valid_utf8(decoded.text), "decoded text is UTF-8");
    fuzz::promise(decoded.text.find('\0') == std::string::npos, "decoded text has no NUL");
    std::size_t replaced = 0;
    std::uint32_t before = 0;
    const std::string_view text = decoded.text;
    for (std::size_t at = 0; at < text.size();) {
        const auto [c, length] = base::decode_utf8(text.substr(at));
        const auto byte = decoded.offsets.byte_at(static_cast<std::uint32_t>(at));
        fuzz::promise(byte >= before, "offsets rise with the text");
        fuzz::promise(byte < body_bytes, "a character comes from the body");
        before = byte;
        replaced += c == base::replacement_character;
        at += length;
    }
    fuzz::promise(decoded.replaced <= replaced, "what is counted as replaced is in the text");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Choices choices{data, size};
    const auto content_type = content_types[choices.below(std::size(content_types))];
    const auto charset = charsets[choices.below(std::size(charsets))];
    const auto body = choices.rest();
    (void)extract::sniff(body);
    (void)extract::declared_charset(body);
    const auto declared = extract::prescan_charset(body);
    fuzz::promise(declared.empty() || extract::charset_of_label(declared) == declared,
                  "a charset's name is a label of it");
    promise_decoding(extract::decode_body(body, content_type), body.size());
    promise_decoding(extract::decode(body, charset, 0), body.size());
    return 0;
}
