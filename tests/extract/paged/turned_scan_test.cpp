#include "extract/paged/ocr_program/orientation.h"
#include "extract/paged/ocr_program/picture_file.h"
#include "extract/paged/ocr_program/read_scan.h"
#include "extract/paged/upright.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace ogi::extract::paged {
namespace {

// The last page of a scan, as it should lie.
Picture scanned_page() {
    const auto path =
        std::filesystem::path{OGI_TEST_FOLDER}.parent_path() / "fixtures/attachments/scans/scan_grey.pdf";
    std::ifstream in{path, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    const PictureFile pictures{bytes};
    return pictures.page(2);
}

Picture turned(Pix* upright, int quarters) {
    return Picture{pixRotateOrth(upright, quarters)};
}

TEST(TurnedScan, IsToldWhicheverWayItLies) {
    const auto upright = scanned_page();
    ASSERT_TRUE(upright);
    EXPECT_EQ(text_turn(upright.get()), Turn::none);
    EXPECT_EQ(text_turn(turned(upright.get(), 1).get()), Turn::clockwise);
    EXPECT_EQ(text_turn(turned(upright.get(), 2).get()), Turn::upside_down);
    EXPECT_EQ(text_turn(turned(upright.get(), 3).get()), Turn::counter);
    EXPECT_EQ(text_turn(Picture{pixCreate(600, 600, 8)}.get()), Turn::none) << "a page without text";
}

TEST(TurnedScan, IsReadUprightAndLaidBackAsItWas) {
    const auto upright = scanned_page();
    ASSERT_TRUE(upright);
    auto recogniser = Recogniser::open();
    ASSERT_TRUE(recogniser) << recogniser.error().context;
    const auto scanned = read_scan(turned(upright.get(), 1), 1, *recogniser);
    EXPECT_EQ(scanned.turn, Turn::clockwise);
    EXPECT_GT(scanned.figures.size(), 15U);
    std::string text;
    for (const auto& glyph : scanned.page.glyphs) text += glyph.text;
    EXPECT_NE(text.find("行政复议"), std::string::npos) << text;
    const auto lying = laid_back(scanned.page, scanned.turn);
    EXPECT_GT(lying.width, lying.height);
    for (const auto& glyph : lying.glyphs) {
        EXPECT_EQ(glyph.turn, Turn::clockwise) << glyph.text;
        EXPECT_LE(glyph.box.right, lying.width + 1) << glyph.text;
        EXPECT_LE(glyph.box.bottom, lying.height + 1) << glyph.text;
    }
}

}  // namespace
}  // namespace ogi::extract::paged
