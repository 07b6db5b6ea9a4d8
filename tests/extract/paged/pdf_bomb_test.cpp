#include "extract/paged/read_pdf.h"

#include "base/child_process.h"
#include "written_pdf.h"

#include <gtest/gtest.h>

#include <sys/resource.h>

#include <zlib.h>

#include <algorithm>
#include <functional>

namespace ogi::extract::paged {
namespace {

const Programs programs{.pdf = OGI_PDF, .office = {}, .ocr = {}};
constexpr double seconds_max =
    2.5;  // Of computing, ours and the child's; a machine under load takes a little longer.
constexpr long kilobytes_max = 400L << 10;

std::string repeat(std::string_view piece, std::size_t times) {
    std::string out;
    out.reserve(piece.size() * times);
    for (std::size_t i = 0; i < times; ++i) out += piece;
    return out;
}

std::string deflated(const std::string& bytes) {
    auto length = compressBound(bytes.size());
    std::string packed(length, '\0');
    EXPECT_EQ(compress2(reinterpret_cast<Bytef*>(packed.data()), &length,
                        reinterpret_cast<const Bytef*>(bytes.data()), bytes.size(), Z_BEST_SPEED),
              Z_OK);
    packed.resize(length);
    return packed;
}

std::string many_lines() {
    std::string content;
    for (int i = 0; i < 2'900; ++i) {
        const auto at = std::to_string(i * 0.2);
        content += at + " 0 m " + at + " 842 l S 0 " + at + " m 595 " + at + " l S ";
    }
    return content;
}

std::string scattered_glyphs() {
    std::string content = "BT /F 1.2 Tf ";
    for (std::size_t i = 0; i < 250'000; ++i)
        content += "1 0 0 1 " + std::to_string(i * 7919 % 595) + " " + std::to_string(i * 104'729 % 842) +
                   " Tm (1)Tj ";
    return content + "ET";
}

struct Bomb {
    const char* name;
    std::function<std::string()> pdf;
    const char* limit;  // Named in the outcome; empty: it is read whole, as what it is.
};

const std::vector<Bomb> bombs = {
    {"a thousand million bytes, packed twice",
     [] {
         const auto packed = deflated(repeat("1 0 0 1 0 0 cm ", 2'000'000));
         return drawn_pdf(deflated(repeat(packed, 30)), {}, {}, " /Filter [/FlateDecode /FlateDecode]");
     },
     ""},
    {"a million rectangles", [] { return drawn_pdf(repeat("0 0 100 50 re S ", 1'000'000)); }, "rules_max"},
    {"one path of a million lines",
     [] { return drawn_pdf("0 0 m " + repeat("100 0 l 100 100 l ", 500'000) + "S"); }, ""},
    {"a million glyphs", [] { return drawn_pdf("BT /F 9 Tf (" + repeat("1 ", 500'000) + ") Tj ET"); }, ""},
    {"glyphs all over the page", [] { return drawn_pdf(scattered_glyphs()); }, ""},
    {"lines all over the page", [] { return drawn_pdf(many_lines()); }, ""},
    {"covers over covers",
     [] {
         return drawn_pdf("BT /F 9 Tf (" + repeat("1 ", 5'000) + ") Tj ET " +
                          repeat("1 g 0 0 500 50 re f ", 200'000));
     },
     ""},
    {"a graphics state in a million others", [] { return drawn_pdf(repeat("q ", 2'000'000)); }, ""},
    {"a form that draws itself", [] { return drawn_pdf("/X Do", {}, repeat("/X Do ", 1'000)); }, ""},
    {"a thousand million tiles", [] { return drawn_pdf("/Pattern cs /P scn 0 0 595 842 re f"); }, ""},
    {"an image of forty thousand million pixels", [] { return drawn_pdf(repeat("/I Do ", 1'000)); }, ""},
    {"an inline image without end",
     [] { return drawn_pdf("BI /W 2000000 /H 2000000 /BPC 8 /CS /RGB ID x EI"); }, ""},
    {"a hundred thousand pages",
     [] {
         return pdf_of({"<< /Type /Catalog /Pages 2 0 R >>",
                        "<< /Type /Pages /Count 100000 /Kids [" + repeat("3 0 R ", 100'000) + "] >>",
                        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"});
     },
     ""},
    {"two thousand million pages, claimed",
     [] {
         return pdf_of({"<< /Type /Catalog /Pages 2 0 R >>",
                        "<< /Type /Pages /Count 2000000000 /Kids [3 0 R] >>",
                        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"});
     },
     ""},
    {"pages that are their own children",
     [] {
         return pdf_of(
             {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] >>"});
     },
     ""},
    {"arrays in arrays", [] { return pdf_of({"<< /Type /Catalog /Pages " + repeat("[", 1'000'000)}); }, ""},
};

double computing_seconds() {
    double seconds = 0;
    for (const auto who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        rusage used{};
        getrusage(who, &used);
        for (const auto& time : {used.ru_utime, used.ru_stime})
            seconds += static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    }
    return seconds;
}

class PdfBomb : public testing::TestWithParam<Bomb> {};

// A report of which the last pages are missing would look like one from which they were taken.
TEST(SlowPdf, WhatIsNotDrawnToItsEndIsNotRead) {
    // Each form draws the next one twenty times: 20^7 words.
    std::vector<std::string> objects = {
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /XObject << /X 5 0 R >> >> >>",
        pdf_stream("/X Do")};
    for (int next = 6; next <= 11; ++next) {
        objects.push_back(pdf_stream(repeat("/X Do ", 20),
                                     "/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
                                     "/Resources << /XObject << /X " +
                                         std::to_string(next) + " 0 R >> >>"));
    }
    objects.push_back(pdf_stream(repeat("q Q ", 20), "/Type /XObject /Subtype /Form /BBox [0 0 595 842]"));
    const auto pdf = pdf_of(objects);
    // On a machine under load the time on the wall may end it first, unless there is enough.
    const base::ChildTask patient{
        .program = programs.pdf,
        .arguments = {},
        .input = pdf,
        .environment = {},
        .folder = {},
        .limits = {.wall_max = std::chrono::minutes{2}, .cpu_max = std::chrono::seconds{10}}};
    const auto outcome = base::run_child(patient);
    ASSERT_TRUE(outcome) << outcome.error().context;
    EXPECT_FALSE(outcome->succeeded());
    EXPECT_NE(outcome->errors.find("(drawing_seconds_max)"), std::string::npos) << outcome->errors;
    EXPECT_EQ(outcome->output, "");
    const auto document = read_pdf(pdf, programs);
    EXPECT_EQ(document.format, model::Format::unsupported);
    EXPECT_EQ(document.unread, model::Unread::broken_off) << document.unsupported;
}

TEST_P(PdfBomb, EndsSoonAndSmallWithAReason) {
    const auto& [name, pdf, limit] = GetParam();
    const auto bytes = pdf();
    [[maybe_unused]] const auto before = computing_seconds();
    const auto document = read_pdf(bytes, programs);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    EXPECT_LT(computing_seconds() - before, seconds_max) << name;
    rusage children{};
    getrusage(RUSAGE_CHILDREN, &children);
    EXPECT_LT(children.ru_maxrss, kilobytes_max) << name;
#endif
    if (*limit != '\0') {
        EXPECT_EQ(std::ranges::count(document.limits, limit), 1) << name << ": " << document.unsupported;
    } else {
        EXPECT_TRUE(document.format == model::Format::pdf || !document.unsupported.empty()) << name;
    }
    RecordProperty("unsupported", document.unsupported);
}

INSTANTIATE_TEST_SUITE_P(All, PdfBomb, testing::ValuesIn(bombs), [](const auto& bomb) {
    std::string name = bomb.param.name;
    std::erase_if(name, [](char c) { return c == ',' || c == ' '; });
    return name;
});

}  // namespace
}  // namespace ogi::extract::paged
