#include "extract/paged/pdf_program/draw_page.h"

#include "extract/paged/drawn_page.h"

#include <poppler/PDFDoc.h>
#include <poppler/Page.h>
#include <poppler/SplashOutputDev.h>
#include <poppler/splash/SplashBitmap.h>
#include <poppler/splash/SplashErrorCodes.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <utility>

namespace ogi::extract::paged {
namespace {

constexpr double points_per_inch = 72;
constexpr double drawing_seconds_max = 5;

bool is_over(void*) {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC > drawing_seconds_max;
}

int refuse(const char* why) {
    std::fprintf(stderr, "%s\n", why);
    return 1;
}

}  // namespace

int draw_page(PDFDoc& pdf, int number) {
    if (!pdf.isOk() || number < 1 || number > pdf.getNumPages() || !pdf.getPage(number))
        return refuse("there is no such page");
    double width = pdf.getPageCropWidth(number), height = pdf.getPageCropHeight(number);
    if (pdf.getPageRotate(number) % 180 != 0) std::swap(width, height);
    if (!(width > 0 && height > 0)) return refuse("the page has no size");
    const auto largest = std::sqrt(drawn_pixels_max / (width * height)) * points_per_inch;
    const auto dots = std::min<double>(drawn_dots_per_inch, largest);
    SplashColor paper = {0xFF, 0xFF, 0xFF};
    SplashOutputDev device{splashModeRGB8, 4, false, paper};
    device.setFontAntialias(true);
    device.setVectorAntialias(true);
    device.startDoc(&pdf);
    pdf.displayPage(&device, number, dots, dots, 0, false, true, false, is_over, nullptr);
    if (is_over(nullptr)) return refuse("drawing it takes too long (drawing_seconds_max)");
    auto* const picture = device.getBitmap();
    if (picture == nullptr || picture->getWidth() <= 0) return refuse("it could not be drawn");
    std::printf("%.2f %.2f\n", width, height);
    const auto written = picture->writeImgFile(splashFormatPng, stdout, dots, dots);
    return written == splashOk && std::fflush(stdout) == 0 ? 0 : refuse("it could not be written");
}

}  // namespace ogi::extract::paged
