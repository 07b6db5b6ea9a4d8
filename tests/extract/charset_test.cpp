#include "extract/charset.h"

#include "extract/declared_charset.h"
#include "extract/decode.h"
#include "tests/extract/reading.h"

namespace ogi::extract {
namespace {

// 政府信息公开年度报告，予以公开。 in three charsets.
const std::string utf8_text = "政府信息公开年度报告，予以公开。";
const std::string gbk_text =
    "\xD5\xFE\xB8\xAE\xD0\xC5\xCF\xA2\xB9\xAB\xBF\xAA\xC4\xEA\xB6\xC8\xB1\xA8\xB8\xE6\xA3\xAC\xD3\xE8\xD2\xD4"
    "\xB9\xAB"
    "\xBF\xAA\xA1\xA3";
// 政府資訊公開年度報告
const std::string big5_text =
    "\xAC\x46\xA9\xB2\xB8\xEA\xB0\x54\xA4\xBD\xB6\x7D\xA6\x7E\xAB\xD7\xB3\xF8\xA7\x69";

std::string page(std::string_view head, std::string_view text) {
    return "<html><head>" + std::string{head} + "</head><body><p>" + std::string{text} + "</p></body></html>";
}

struct Case {
    const char* what;
    std::string body;
    const char* content_type;
    const char* charset;
};

const std::vector<Case> cases = {
    {"nothing declared, UTF-8", page("", utf8_text), "", "utf-8"},
    {"a BOM wins", "\xEF\xBB\xBF" + page("<meta charset=gbk>", utf8_text), "text/html; charset=gbk", "utf-8"},
    {"a meta that lies about UTF-8", page("<meta charset=gb2312>", utf8_text), "", "utf-8"},
    {"a header that lies about UTF-8", page("", utf8_text), "text/html;charset=GBK", "utf-8"},
    {"GB2312 by meta", page("<meta http-equiv=Content-Type content=\"text/html; charset=gb2312\">", gbk_text),
     "", "gb18030"},
    {"GBK by header", page("", gbk_text), "text/html; charset=\"GBK\"", "gb18030"},
    {"GBK that says it is UTF-8", page("<meta charset=utf-8>", gbk_text), "text/html; charset=utf-8",
     "gb18030"},
    {"GBK from a server that says Latin-1", page("", gbk_text), "text/html; charset=ISO-8859-1", "gb18030"},
    {"GBK with nothing declared", page("", gbk_text + gbk_text), "", "gb18030"},
    {"two metas that disagree", page("<meta charset=utf-8><meta charset=gb2312>", gbk_text), "", "gb18030"},
    {"Big5 by meta", page("<meta charset=big5>", big5_text), "", "big5"},
    {"Big5 that says GBK", page("<meta charset=gbk>", big5_text + big5_text), "", "big5"},
    {"an XML declaration", "<?xml version=\"1.0\" encoding=\"GBK\"?>" + page("", gbk_text), "", "gb18030"},
    {"plain ASCII is UTF-8", page("", "0"), "", "utf-8"},
    {"plain ASCII is what it says it is", page("<meta charset=gbk>", "0"), "", "gb18030"},
    {"plain ASCII that says what it cannot be", page("", "0"), "text/html; charset=utf-16", "utf-8"},
    {"UTF-8 whose last character is cut off", utf8_text.substr(0, 8), "", "utf-8"},
    {"GBK is no UTF-8 that was cut off", "<p>2020</p>" + gbk_text.substr(0, 2), "text/html; charset=gbk",
     "gb18030"},
    {"UTF-8 with one broken byte", page("", utf8_text + utf8_text + "\xE5" + utf8_text), "", "utf-8"},
};

TEST(Charset, IsToldByTheBytesBeforeTheDeclaration) {
    for (const auto& [what, body, content_type, charset] : cases) {
        SCOPED_TRACE(what);
        EXPECT_EQ(detect_charset(body, content_type), charset);
    }
}

TEST(Charset, LabelsLeadToTheSupersetThatTheWebMeans) {
    EXPECT_EQ(charset_of_label(" GB2312 "), "gb18030");
    EXPECT_EQ(charset_of_label("x-gbk"), "gb18030");
    EXPECT_EQ(charset_of_label("UTF8"), "utf-8");
    EXPECT_EQ(charset_of_label("no such"), "");
}

std::string utf16(std::u16string_view text, bool big_endian) {
    std::string out;
    for (const char16_t unit : text) {
        const char high = static_cast<char>(unit >> 8);
        const char low = static_cast<char>(unit & 0xFF);
        out += big_endian ? high : low;
        out += big_endian ? low : high;
    }
    return out;
}

TEST(Charset, Utf16IsReadWithAndWithoutABom) {
    const std::u16string text = u"<html><body><p>政府信息公开</p></body></html>";
    EXPECT_EQ(texts(read(utf16(u"\uFEFF" + text, false)).blocks), "政府信息公开\n");
    EXPECT_EQ(texts(read(utf16(u"\uFEFF" + text, true)).blocks), "政府信息公开\n");
    const auto bare = read(utf16(text, false));
    EXPECT_EQ(bare.charset, "utf-16le");
    EXPECT_EQ(texts(bare.blocks), "政府信息公开\n");
}

TEST(Decoding, LeadsBackToTheBytes) {
    const auto body = page("<title>x</title>", "2020" + gbk_text + "<b>a</b>" + gbk_text);
    const auto document = read(body);
    ASSERT_EQ(document.blocks.size(), 1U);
    EXPECT_EQ(document.blocks[0].text, "2020" + utf8_text + "a" + utf8_text);
    EXPECT_EQ(bytes(body, document.blocks[0].at), "2020" + gbk_text + "<b>a</b>" + gbk_text);
}

TEST(Decoding, FourByteCharactersOfGb18030KeepTheirPlaces) {
    // U+20059 is 95 32 8B 35; U+3400 is 81 39 EE 39.
    const std::string body =
        "<p>a\x95\x32\x8B\x35"
        "b\x81\x39\xEE\x39</p><p>" +
        gbk_text + "</p>";
    const auto decoded = decode(body, "gb18030", 0);
    EXPECT_EQ(decoded.text, "<p>a\U00020059b\u3400</p><p>" + utf8_text + "</p>");
    const auto at = static_cast<std::uint32_t>(decoded.text.find('b'));
    EXPECT_EQ(decoded.offsets.byte_at(at), 8U);
}

TEST(Decoding, BytesAcrossTheConvertersChunksKeepTheirPlaces) {
    std::string body = "x";
    for (int i = 0; i < 3'000; ++i) body += gbk_text;
    const auto decoded = decode(body + "end", "gb18030", 0);
    EXPECT_EQ(decoded.replaced, 0U);
    EXPECT_EQ(decoded.offsets.byte_at(static_cast<std::uint32_t>(decoded.text.size() - 3)), body.size());
    EXPECT_LE(decoded.offsets.run_count(), 4U);
}

TEST(Decoding, AUtf8BodyCostsOneRunAndABomShiftsIt) {
    const auto body = "\xEF\xBB\xBF" + utf8_text;
    const auto decoded = decode_body(body, "");
    EXPECT_EQ(decoded.text, utf8_text);
    EXPECT_EQ(decoded.offsets.run_count(), 1U);
    EXPECT_EQ(decoded.offsets.byte_at(3), 6U);
}

TEST(Decoding, NulCharactersAreLeftOutAndPlacesStayRight) {
    std::string body = "<html><head><title>年报</title></head><body><p>2";
    const auto begin = static_cast<std::uint32_t>(body.size() - 1);
    body.push_back('\0');
    body += "020年</p>";
    const auto document = read(body);
    ASSERT_EQ(document.blocks.size(), 1U);
    EXPECT_EQ(document.blocks[0].text, "2020年");
    EXPECT_EQ(document.blocks[0].at.begin, begin);
    EXPECT_EQ(document.blocks[0].at.end, body.size() - 4);
}

TEST(Decoding, WhatIsNoTextIsReplacedAndCounted) {
    const auto decoded = decode(
        "a\xFF"
        "b",
        "utf-8", 0);
    EXPECT_EQ(decoded.text, "a\uFFFDb");
    EXPECT_EQ(decoded.replaced, 1U);
    EXPECT_EQ(decoded.offsets.byte_at(4), 2U);
}

TEST(Decoding, TheSpaceThatGb18030CallsPrivateIsASpace) {
    EXPECT_EQ(decode("\xA3\xA0", "gb18030", 0).text, "\u3000");
}

// Text of ASCII and pairs goes by a table; a character of four bytes makes ICU read it all.
TEST(Decoding, OfGb18030IsTheSameByTableAndByIcu) {
    std::string pairs;
    for (int lead = 0x81; lead <= 0xFE; ++lead) {
        for (int trail = 0x40; trail <= 0xFE; ++trail) {
            if (trail == 0x7F) continue;
            pairs += {static_cast<char>(lead), static_cast<char>(trail)};
            if (trail % 7 == 0) pairs += "<b>";
        }
    }
    const std::string four_bytes = "\x81\x30\x81\x30";  // U+0080
    const auto by_table = decode("??" + pairs, "gb18030", 2);
    const auto by_icu = decode("??" + pairs + four_bytes, "gb18030", 2);
    ASSERT_EQ(std::string{by_table.text} + "\u0080", by_icu.text);
    EXPECT_EQ(by_table.replaced, 0U);
    for (std::uint32_t at = 0; at < by_table.text.size(); ++at) {
        if ((static_cast<unsigned char>(by_table.text[at]) & 0xC0U) == 0x80) continue;
        ASSERT_EQ(by_table.offsets.byte_at(at), by_icu.offsets.byte_at(at)) << at;
    }
}

}  // namespace
}  // namespace ogi::extract
