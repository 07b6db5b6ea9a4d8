#include "extract/paged/ocr_program/draw_scan.h"

#include "extract/paged/drawn_page.h"
#include "extract/paged/ocr_program/read_scan.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace ogi::extract::paged {
namespace {

int refuse(const char* why) {
    std::fprintf(stderr, "%s\n", why);
    return 1;
}

}  // namespace

int draw_scan(const PictureFile& pictures, int number) {
    if (pictures.obstacle() != Obstacle::none || number < 1 || number > pictures.pages())
        return refuse("there is no such page");
    auto picture = pictures.page(number);
    if (!picture) return refuse("the page cannot be read");
    picture = straightened(std::move(picture));
    if (!picture) return refuse("the page cannot be read");
    const auto width = static_cast<double>(pixGetWidth(picture.get()));
    const auto height = static_cast<double>(pixGetHeight(picture.get()));
    const auto scale =
        std::min(drawn_dots_per_inch / dots_per_inch, std::sqrt(drawn_pixels_max / (width * height)));
    const Picture drawn{pixScale(picture.get(), static_cast<float>(scale), static_cast<float>(scale))};
    l_uint8* png = nullptr;
    std::size_t size = 0;
    if (!drawn || pixWriteMemPng(&png, &size, drawn.get(), 0) != 0) return refuse("it could not be drawn");
    std::printf("%.2f %.2f\n", width * points_per_dot, height * points_per_dot);
    const bool written = std::fwrite(png, 1, size, stdout) == size && std::fflush(stdout) == 0;
    lept_free(png);
    return written ? 0 : refuse("it could not be written");
}

}  // namespace ogi::extract::paged
