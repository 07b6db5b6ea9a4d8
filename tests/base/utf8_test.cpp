#include "base/utf8.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace ogi::base {
namespace {

// Bytes as a failed expectation shows them.
std::string in_hex(std::string_view bytes) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text.push_back(digits[byte >> 4]), text.push_back(digits[byte & 15]), text.push_back(' ');
    }
    return text;
}

struct Sample {
    std::string_view bytes;
    char32_t code_point;
};

// The first and last code point of every length, and the neighbours of the surrogates.
constexpr Sample well_formed[] = {
    {{"\x00", 1}, 0x0},
    {"\x7F", 0x7F},
    {"\xC2\x80", 0x80},
    {"\xDF\xBF", 0x7FF},
    {"\xE0\xA0\x80", 0x800},
    {"\xED\x9F\xBF", 0xD7FF},
    {"\xEE\x80\x80", 0xE000},
    {"\xEF\xBF\xBF", 0xFFFF},
    {"\xF0\x90\x80\x80", 0x10000},
    {"\xF4\x8F\xBF\xBF", 0x10FFFF},
    {"\xEF\xBF\xBD", 0xFFFD},
    {"\xE6\x94\xBF", U'政'},
};

// Each class of RFC 3629 §4 that is not UTF-8.
constexpr std::string_view ill_formed[] = {
    "\x80",              // A continuation without a lead.
    "\xBF",              //
    "\xC0\x80",          // Overlong NUL.
    "\xC1\xBF",          // Overlong, two bytes.
    "\xE0\x80\x80",      // Overlong, three bytes.
    "\xE0\x9F\xBF",      //
    "\xF0\x80\x80\x80",  // Overlong, four bytes.
    "\xF0\x8F\xBF\xBF",  //
    "\xED\xA0\x80",      // The first surrogate.
    "\xED\xBF\xBF",      // The last surrogate.
    "\xF4\x90\x80\x80",  // Above U+10FFFF.
    "\xF5\x80\x80\x80",  //
    "\xFE",              // Never a lead.
    "\xFF",              //
    "\xC2",              // Cut off.
    "\xE6\x94",          //
    "\xF0\x90\x80",      //
    "\xC2\x41",          // A lead without its continuation.
    "\xE6\x94\x41",      //
    "\xF0\x90\x80\x41",  //
};

TEST(DecodeUtf8, ReadsEveryLength) {
    for (const auto& [bytes, code_point] : well_formed) {
        const auto decoded = decode_utf8(bytes);
        EXPECT_EQ(decoded.code_point, code_point);
        EXPECT_EQ(decoded.length, bytes.size());
        EXPECT_TRUE(is_valid_utf8(bytes));
    }
}

TEST(DecodeUtf8, TakesOneByteOfWhatIsIllFormed) {
    for (const auto bytes : ill_formed) {
        const auto decoded = decode_utf8(bytes);
        EXPECT_EQ(decoded.code_point, replacement_character) << in_hex(bytes);
        EXPECT_EQ(decoded.length, 1U) << in_hex(bytes);
        EXPECT_FALSE(is_valid_utf8(bytes)) << in_hex(bytes);
    }
}

TEST(IsValidUtf8, SeesWhatIsIllFormedWhereverItStands) {
    constexpr std::size_t offsets = 140;  // Over the borders of two blocks.
    for (const std::string_view filling : {"x", "政"}) {
        std::string before;
        for (std::size_t i = 0; i < offsets; ++i, before += filling) {
            const auto around = [&](std::string_view bytes) { return before + std::string{bytes} + before; };
            for (const auto& [bytes, code_point] : well_formed) {
                EXPECT_TRUE(is_valid_utf8(before + std::string{bytes})) << in_hex(bytes) << " " << i;
                EXPECT_TRUE(is_valid_utf8(around(bytes))) << in_hex(bytes) << " " << i;
            }
            for (const auto bytes : ill_formed) {
                EXPECT_FALSE(is_valid_utf8(before + std::string{bytes})) << in_hex(bytes) << " " << i;
                EXPECT_FALSE(is_valid_utf8(around(bytes))) << in_hex(bytes) << " " << i;
            }
        }
    }
}

TEST(AppendUtf8, WritesWhatDecodeReads) {
    for (const auto& [bytes, code_point] : well_formed) {
        std::string text;
        append_utf8(text, code_point);
        EXPECT_EQ(text, bytes);
    }
}

TEST(ScrubUtf8, MakesAnythingValidAndKeepsWhatIs) {
    for (const auto bytes : ill_formed) {
        const auto scrubbed = scrub_utf8("政" + std::string{bytes} + "府");
        EXPECT_TRUE(is_valid_utf8(scrubbed)) << in_hex(bytes);
        EXPECT_TRUE(scrubbed.starts_with("政\xEF\xBF\xBD")) << in_hex(bytes);
        EXPECT_TRUE(scrubbed.ends_with("府")) << in_hex(bytes);
    }
    EXPECT_EQ(scrub_utf8("政府 2020"), "政府 2020");
    EXPECT_EQ(scrub_utf8(""), "");
}

TEST(Trim, TakesTheWhiteSpaceThatWebPagesUse) {
    const std::string_view spaces[] = {
        " ",       "\t", "\r\n", "\xC2\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF", "\xE2\x80\x8B", "\xE2\x80\xA8",
        "\xC2\x85"};
    for (const auto space : spaces) {
        const auto around = std::string{space} + "总 计" + std::string{space} + std::string{space};
        EXPECT_EQ(trim(around), "总 计") << in_hex(space);
        EXPECT_EQ(trim(space), "") << in_hex(space);
    }
    EXPECT_EQ(trim(""), "");
}

TEST(Trim, LeavesBytesThatAreNoText) {
    EXPECT_EQ(trim(" \x80\xBF "), "\x80\xBF");
    EXPECT_EQ(trim("a\xE3\x80"), "a\xE3\x80");
}

TEST(IsHan, KnowsTheBlocksThatReportsUse) {
    for (const char32_t c : {U'一', U'政', U'鿿', U'㐀', U'豈', U'𠮷', U'〇'}) EXPECT_TRUE(is_han(c));
    for (const char32_t c : {U'A', U'あ', U'、', U'（', U'０', U'　'}) EXPECT_FALSE(is_han(c));
}

}  // namespace
}  // namespace ogi::base
