#include "extract/paged/drawn_page.h"

#include "written_pdf.h"

#include <gtest/gtest.h>

namespace ogi::extract::paged {
namespace {

const Programs programs{.pdf = OGI_PDF, .office = {}, .ocr = {}};

// Width and height of a PNG, as its first chunk says.
std::pair<int, int> pixels_of(std::string_view png) {
    const auto number = [&](std::size_t at) {
        int value = 0;
        for (std::size_t i = at; i < at + 4; ++i) value = value << 8 | static_cast<unsigned char>(png.at(i));
        return value;
    };
    return {number(16), number(20)};
}

TEST(DrawnPage, SaysHowLargeThePageIs) {
    const auto page = draw_page(drawn_pdf("10 700 100 0.8 re f"), 1, ReadAs::text, programs);
    ASSERT_TRUE(page) << page.error().context;
    EXPECT_NEAR(page->width, 595, 1);
    EXPECT_NEAR(page->height, 842, 1);
    const auto [width, height] = pixels_of(page->png);
    EXPECT_NEAR(width, page->width * drawn_dots_per_inch / 72, 2);
    EXPECT_NEAR(height, page->height * drawn_dots_per_inch / 72, 2);
}

TEST(DrawnPage, LiesAsItsReaderSeesIt) {
    const auto page = draw_page(drawn_pdf("10 700 100 0.8 re f", "/Rotate 90"), 1, ReadAs::text, programs);
    ASSERT_TRUE(page) << page.error().context;
    EXPECT_GT(page->width, page->height);
    const auto [width, height] = pixels_of(page->png);
    EXPECT_GT(width, height);
}

TEST(DrawnPage, OfAGiantPageIsCoarser) {
    const auto page = draw_page(drawn_pdf("", "/MediaBox [0 0 14000 14000]"), 1, ReadAs::text, programs);
    ASSERT_TRUE(page) << page.error().context;
    const auto [width, height] = pixels_of(page->png);
    EXPECT_LE(static_cast<double>(width) * height, drawn_pixels_max * 1.01);
}

TEST(DrawnPage, SaysWhyThereIsNone) {
    const auto pdf = drawn_pdf("");
    EXPECT_EQ(draw_page(pdf, 2, ReadAs::text, programs).error().code, base::ErrorCode::malformed);
    EXPECT_EQ(draw_page(pdf, 0, ReadAs::text, programs).error().code, base::ErrorCode::malformed);
    EXPECT_EQ(draw_page("%PDF-1.4 and nothing", 1, ReadAs::text, programs).error().code,
              base::ErrorCode::malformed);
    EXPECT_EQ(draw_page(pdf, 1, ReadAs::text, {}).error().code, base::ErrorCode::not_found);
}

}  // namespace
}  // namespace ogi::extract::paged
