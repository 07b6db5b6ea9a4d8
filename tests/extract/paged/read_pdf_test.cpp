#include "extract/paged/read_pdf.h"

#include "extract/read_document.h"
#include "extract/reader.h"
#include "written_pdf.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace ogi::extract::paged {
namespace {

const Programs programs{.pdf = OGI_PDF, .office = {}, .ocr = {}};

std::string file_bytes(const std::filesystem::path& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::string fixture(const std::string& name) {
    return file_bytes(std::filesystem::path{OGI_TEST_FOLDER}.parent_path() / "fixtures/attachments" / name);
}

PagedFile seen(const std::string& pdf) {
    auto file = see_pages(programs.pdf, pdf);
    EXPECT_TRUE(file) << file.error().context;
    return file ? *std::move(file) : PagedFile{};
}

TEST(ReadPdf, ReadsARuledReportOfTheProjectsOwn) {
    const auto document = read_pdf(fixture("pdf_ruled.pdf"), programs);
    EXPECT_EQ(document.format, model::Format::pdf);
    ASSERT_EQ(document.grids.size(), 3U);
    EXPECT_EQ(document.grids[1].rows, 28);
    EXPECT_EQ(document.grids[1].columns, 10);
    EXPECT_TRUE(document.limits.empty());
    EXPECT_TRUE(reader_of(document).starts_with("poppler ")) << reader_of(document);
}

TEST(ReadPdf, SeesRulesHoweverTheyAreDrawn) {
    const auto file =
        seen(drawn_pdf("10 800 m 110 800 l S 10 700 100 0.8 re f q 0 0 1 w 200 500 50 40 re S Q "
                       "300 400 100 100 re 301 401 98 98 re f* 1 g 10 600 100 0.8 re f"));
    ASSERT_EQ(file.pages.size(), 1U);
    // A stroke, a thin rectangle, four sides stroked, four filled between two rectangles; white ones do not
    // show.
    EXPECT_EQ(file.pages[0].rules.size(), 10U);
    EXPECT_EQ(file.pages[0].rules[0], (Rule{10, 42, 110, 42, 1}));
    EXPECT_NEAR(file.pages[0].rules[1].thickness, 0.8, 0.02);
}

TEST(ReadPdf, SeesTextAsItLiesOnTheTurnedPage) {
    const auto content =
        "BT /F 20 Tf 100 700 Td (Ab) Tj ET BT 3 Tr /F 20 Tf 100 600 Td (c) Tj ET "
        "BT 0 Tr /F 20 Tf 0 20 -20 0 300 300 Tm 1 0 0 1 0 0 Tm (d) Tj ET";
    const auto upright = seen(drawn_pdf(content)).pages.at(0);
    ASSERT_EQ(upright.glyphs.size(), 4U);
    EXPECT_EQ(upright.glyphs[0].text, "A");
    EXPECT_NEAR(upright.glyphs[0].box.left, 100, 0.1);
    EXPECT_NEAR(upright.glyphs[0].box.bottom, 142 + 0.14 * 20, 0.1);
    EXPECT_EQ(upright.glyphs[0].size, 20);
    EXPECT_TRUE(upright.glyphs[2].hidden);
    const auto turned = seen(drawn_pdf(content, "/Rotate 90")).pages.at(0);
    EXPECT_EQ(turned.width, 842);
    EXPECT_EQ(turned.glyphs[0].turn, Turn::clockwise);
}

// What is left of "15" drawn at 100,700 in black, by what is drawn about it: "?" behind a doubtful one.
std::string left_of(const std::string& before, const std::string& after) {
    const auto page = seen(drawn_pdf(before + " BT /F 10 Tf 100 700 Td (15) Tj ET " + after)).pages.at(0);
    std::string text;
    for (const auto& glyph : page.glyphs) {
        if (!glyph.hidden) text += glyph.text + (glyph.doubtful ? "?" : "");
    }
    return text;
}

TEST(ReadPdf, TellsWhichGlyphsNobodySees) {
    EXPECT_EQ(left_of("", ""), "15");
    EXPECT_EQ(left_of("", "1 g 95 690 30 20 re f"), "");                // covered,
    EXPECT_EQ(left_of("", "1 g 95 690 30 12 re f"), "1?5?");            // in part,
    EXPECT_EQ(left_of("1 g 95 690 30 20 re f 0 g", ""), "15");          // drawn on it,
    EXPECT_EQ(left_of("", "1 g 95 690 30 20 re S"), "15");              // framed.
    EXPECT_EQ(left_of("1 g", ""), "");                                  // White,
    EXPECT_EQ(left_of("0 0 1 rg 95 690 30 20 re f 1 g", ""), "15");     // but on blue,
    EXPECT_EQ(left_of("0 0 1 rg 95 690 30 20 re f 0 0 1 rg", ""), "");  // blue on blue.
}

TEST(ReadPdf, AClippedGlyphIsGoneOrDoubtful) {
    const auto one = seen(drawn_pdf("BT /F 10 Tf 100 700 Td (1) Tj ET")).pages.at(0).glyphs.at(0).box;
    const auto clip = [](float width) { return "100 690 " + std::to_string(width) + " 30 re W n"; };
    EXPECT_EQ(left_of(clip(one.width()), ""), "1");
    EXPECT_EQ(left_of(clip(one.width() * 1.4F), ""), "15?");
}

TEST(ReadPdf, WhatIsNoPdfOrBrokenOrLockedEndsInAReason) {
    EXPECT_EQ(read_pdf("%PDF-1.4 and nothing else", programs).unsupported, "PDF document that is damaged");
    EXPECT_EQ(read_pdf(pdf_of({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"}),
                       programs)
                  .unsupported,
              "PDF document without pages");
    EXPECT_EQ(read_pdf("%PDF-1.4", {}).unsupported, "PDF document; ogi-pdf is not installed");
    const std::filesystem::path locked = OGI_SHARED_FOLDER "/suites/tabula-java-pdf/encrypted.pdf";
    if (!std::filesystem::exists(locked)) GTEST_SKIP() << "no shared documents";
    EXPECT_EQ(read_pdf(file_bytes(locked), programs).unsupported, "PDF document that asks for a password");
}

TEST(ReadPdf, BrokenOffAnywhereNeverEndsUs) {
    const auto whole = fixture("pdf_from_word.pdf");
    for (std::size_t parts = 1; parts < 8; ++parts) {
        const auto document = read_pdf(whole.substr(0, whole.size() * parts / 8), programs);
        EXPECT_TRUE(document.format == model::Format::pdf || !document.unsupported.empty());
    }
}

}  // namespace
}  // namespace ogi::extract::paged
