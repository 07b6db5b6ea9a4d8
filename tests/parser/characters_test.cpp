#include "parser/characters.h"

#include "base/utf8.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace ogi::parser {
namespace {

// Where the next character at or after `at` is for which `stops` gives true, found the slow way.
template <class Stops>
std::size_t find_slowly(std::string_view text, std::size_t at, Stops stops) {
    while (at < text.size()) {
        const auto [c, length] = base::decode_utf8(text.substr(at));
        if (stops(c)) break;
        at += length;
    }
    return at;
}

// Texts in which what stops stands at every distance from the beginning and from the end.
std::vector<std::string> texts_with(std::string_view stop) {
    std::vector<std::string> texts;
    for (int before = 0; before < 24; ++before) {
        for (const int behind : {0, 1, 2, 5, 6, 23}) {
            std::string text;
            for (int i = 0; i < before; ++i) text += i % 2 == 0 ? "申" : "鿿";
            text += stop;
            for (int i = 0; i < behind; ++i) text += "䀀";
            texts.push_back(std::move(text));
        }
    }
    return texts;
}

TEST(Characters, IdeographsAreSkippedUpToAnythingElse) {
    const auto stops = [](char32_t c) { return c < 0x4000 || c > 0x9FFF; };
    for (const std::string_view stop : {"1", "，", "。", "é", "\n", "가", "㐀", "😀", "\uE000", ""}) {
        for (const auto& text : texts_with(stop))
            EXPECT_EQ(skip_ideographs(text, 0), find_slowly(text, 0, stops)) << text;
    }
}

TEST(Characters, CharactersOfThreeBytesAreSkippedUpToWhatTells) {
    constexpr auto one = three_bytes_of("一");
    const auto tells = [&](std::uint32_t bytes) { return (bytes & three_bytes_mask) == one; };
    for (const std::string_view stop : {"一", "1", "é", "😀"}) {
        for (const auto& text : texts_with(stop)) {
            const auto slowly =
                find_slowly(text, 0, [](char32_t c) { return c == U'一' || c < 0x800 || c > 0xFFFF; });
            const auto at = skip_threes(text, 0, tells);
            // The last character is left to the caller.
            EXPECT_TRUE(at == slowly || (slowly == text.size() && at + 3 == slowly)) << text;
        }
    }
}

TEST(Characters, FourBytesEndWithTheText) {
    EXPECT_EQ(four_bytes("一", 0), three_bytes_of("一"));
    EXPECT_EQ(four_bytes("a一", 1), three_bytes_of("一"));
    EXPECT_EQ(four_bytes("ab", 1), std::uint32_t{'b'});
    EXPECT_EQ(four_bytes("ab", 2), 0u);
    EXPECT_EQ(code_point_of_three(four_bytes("一二", 3)), U'二');
}

TEST(Characters, ASmallSetHasWhatWasAdded) {
    SmallSet<200> some, others;
    some.add(0), some.add(63), others.add(64), others.add(199);
    some.add(others);
    for (std::size_t i = 0; i < 200; ++i) EXPECT_EQ(some.has(i), i == 0 || i == 63 || i == 64 || i == 199);
}

}  // namespace
}  // namespace ogi::parser
