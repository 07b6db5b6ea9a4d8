#include "extract/text_scan.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace ogi::extract {
namespace {

using namespace std::literals;

constexpr std::size_t offsets_tried = 40;  // More than two of the blocks that are looked at at once.

constexpr auto special = {"&"sv,      "\x01"sv,   "\x0B"sv,   "\x1F"sv,      "\x7F"sv,
                          "\u0085"sv, "\uFDD0"sv, "\uFFFE"sv, "\U0001F600"sv};
constexpr auto plain = {"a"sv,      "\t"sv, "\n"sv, "\f"sv,     "\r"sv,     "\u00A0"sv,
                        "\u00B7"sv, "政"sv, "，"sv, "\u2028"sv, "\uFF5E"sv, "\uFEFF"sv};

TEST(ScanText, TellsWhatIsSpecialWhereverItStands) {
    for (std::size_t before = 0; before < offsets_tried; ++before) {
        for (const auto character : special) {
            const auto text = std::string(before, 'x') + std::string{character} + "yz";
            const auto scan = scan_text(text + "<b>", 0, '<');
            EXPECT_TRUE(scan.special) << before << " " << character;
            EXPECT_EQ(scan.end, text.size());
        }
        for (const auto character : plain) {
            const auto text = std::string(before, 'x') + std::string{character} + "yz";
            const auto scan = scan_text(text + "<b>", 0, '<');
            EXPECT_FALSE(scan.special) << before << " " << character;
            EXPECT_EQ(scan.end, text.size());
        }
    }
}

TEST(ScanText, LooksNoFurtherThanTheEnd) {
    for (std::size_t before = 0; before < offsets_tried; ++before) {
        const auto page = std::string(before, 'x') + "<b>&amp;\x01" + std::string(offsets_tried, 'y');
        const auto scan = scan_text(page, 0, '<');
        EXPECT_EQ(scan.end, before);
        EXPECT_FALSE(scan.special) << before;
        EXPECT_TRUE(scan_text(page, before + 1, '<').special);
        EXPECT_EQ(scan_text(page, before + 1, '<').end, page.size());
    }
}

TEST(HoldsReplacedCharacters, KnowsThoseThatGumboReplaces) {
    for (const auto replaced : {"\x01"sv, "\x7F"sv, "\u0085"sv, "\uFDD0"sv, "\uFFFE"sv, "\U0001FFFE"sv})
        EXPECT_TRUE(holds_replaced_characters("政府" + std::string{replaced}));
    for (const auto kept : {"&"sv, "\U0001F600"sv, "\uFD3F"sv, "\uFFFD"sv, "\u00A0"sv})
        EXPECT_FALSE(holds_replaced_characters("政府" + std::string{kept}));
}

}  // namespace
}  // namespace ogi::extract
