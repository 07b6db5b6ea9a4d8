#include "extract/paged/ocr_program/read_scan.h"

#include "extract/paged/ocr_program/cell_reader.h"
#include "extract/paged/ocr_program/figures.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ogi::extract::paged {
namespace {

constexpr int black = 30;
constexpr int pale = 195;  // More than ink is, less than paper.
constexpr int paper = 230;

struct Printed {
    std::string text;
    int grey = black;
};

void fill(Pix* page, int x, int y, int width, int height) {
    for (int at_y = y; at_y < y + height; ++at_y) {
        for (int at_x = x; at_x < x + width; ++at_x) pixSetPixel(page, at_x, at_y, black);
    }
}

// Three rows of two ruled cells each; what is printed stands in the middle one of the right, piece by piece.
Picture drawn(const std::vector<Printed>& pieces, int down = 0) {
    Picture page{pixCreate(1200, 900, 8)};
    pixSetAllGray(page.get(), paper);
    for (const int y : {200, 300, 400, 500}) fill(page.get(), 200, y, 803, 4);
    for (const int x : {200, 600, 1000}) fill(page.get(), x, 200, 4, 303);
    L_BMF* font = bmfCreate(nullptr, 20);
    int x = 760;
    for (const auto& [text, grey] : pieces) {
        int width = 0;
        const auto value = static_cast<l_uint32>(grey);
        pixSetTextline(page.get(), font, text.c_str(), value, x, 365 + down, &width, nullptr);
        x += width + 4;
    }
    bmfDestroy(&font);
    return page;
}

struct Seen {
    std::string text;
    bool believed = false;
};

// What the only cell with ink says; nothing where all seem blank.
Seen read(Picture page) {
    auto recogniser = Recogniser::open();
    if (!recogniser) return {.text = "no models of Tesseract"};
    auto scanned = read_scan(std::move(page), 1, *recogniser);
    EXPECT_LE(scanned.figures.size() + scanned.page.glyphs.size(), 1u);
    for (const auto& reading : settle(scanned.figures))
        return {reading.text, reading.confidence > unsure_max};
    for (const auto& glyph : scanned.page.glyphs) return {glyph.text, glyph.confidence > unsure_max};
    return {};
}

TEST(ReadScan, AFigureInItsCellIsBelieved) {
    const auto seen = read(drawn({{"5485"}}));
    EXPECT_EQ(seen.text, "5485");
    EXPECT_TRUE(seen.believed);
}

TEST(ReadScan, ACellWithoutInkIsBlank) {
    EXPECT_EQ(read(drawn({})).text, "");
}

TEST(ReadScan, InkThatNoDigitAccountsForIsDoubt) {
    EXPECT_FALSE(read(drawn({{"548"}, {"5", pale}})).believed) << "a digit that faded";
    EXPECT_FALSE(read(drawn({{"5", pale}, {"485"}})).believed) << "the first one";
    EXPECT_FALSE(read(drawn({{"54"}, {".", pale}, {"85"}})).believed) << "a decimal point that faded";
    EXPECT_FALSE(read(drawn({{"5485"}}, 40)).believed) << "digits that a line runs through";
}

TEST(ReadScan, FaintPrintIsNotBlank) {
    const auto seen = read(drawn({{"5485", pale}}));
    EXPECT_NE(seen.text, "");
    EXPECT_FALSE(seen.believed);
}

TEST(ReadScan, DigitsAmongWordsAreNotBelieved) {
    EXPECT_EQ(word_glyph_of({.text = "共48件", .confidence = 97}).confidence, unsure_max);
    EXPECT_EQ(word_glyph_of({.text = "行政许可", .confidence = 97}).confidence, 97);
    EXPECT_EQ(word_glyph_of({.text = "到", .confidence = 97}).confidence, unsure_max);
    EXPECT_EQ(word_glyph_of({.text = "无", .confidence = 97}).confidence, 97);
}

}  // namespace
}  // namespace ogi::extract::paged
