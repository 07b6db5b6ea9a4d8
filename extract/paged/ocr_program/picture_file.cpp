#include "extract/paged/ocr_program/picture_file.h"

#include <poppler-document.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace ogi::extract::paged {
namespace {

constexpr float points_per_inch = 72;
// A picture that does not say how large it is, or says what screens say, is taken to be as wide as print.
constexpr int stated_dots_min = 150;
constexpr int stated_dots_max = 1200;
constexpr float print_inches = 7.5F;
constexpr float enlarged_max = 4;

const l_uint8* octets(const std::string& bytes) {
    return reinterpret_cast<const l_uint8*>(bytes.data());
}

bool is_tiff(const std::string& bytes) {
    return bytes.starts_with("II*") || bytes.starts_with("MM");
}

int tiff_pages(const std::string& bytes) {
    std::FILE* file = fmemopen(const_cast<char*>(bytes.data()), bytes.size(), "rb");
    if (file == nullptr) return 0;
    l_int32 count = 0;
    if (tiffGetCount(file, &count) != 0) count = 0;
    std::fclose(file);
    return count;
}

Picture to_grey(Picture picture) {
    if (!picture) return nullptr;
    if (pixGetSpp(picture.get()) == 4) picture.reset(pixAlphaBlendUniform(picture.get(), 0xFFFFFF00));
    if (!picture) return nullptr;
    return Picture{pixConvertTo8(picture.get(), 0)};
}

// The factor that brings a picture to dots_per_inch, as far as its size is known.
float wanted_scale(Pix* picture) {
    const auto stated = pixGetXRes(picture);
    const auto width = static_cast<float>(pixGetWidth(picture));
    const auto height = static_cast<float>(pixGetHeight(picture));
    const auto dots = stated >= stated_dots_min && stated <= stated_dots_max ? static_cast<float>(stated)
                                                                             : width / print_inches;
    const auto largest = std::sqrt(static_cast<float>(worked_pixels_max) / (width * height));
    return std::min({static_cast<float>(dots_per_inch) / dots, enlarged_max, largest});
}

}  // namespace

PictureFile::PictureFile(const std::string& bytes) : bytes_{bytes} {
    if (!bytes.starts_with("%PDF")) {
        tiff_ = is_tiff(bytes);
        pages_ = tiff_ ? tiff_pages(bytes) : 1;
    } else if (bytes.size() <= static_cast<std::size_t>(std::numeric_limits<int>::max())) {
        pdf_.reset(poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
        if (pdf_ && pdf_->is_locked()) obstacle_ = Obstacle::encrypted;
        pages_ = pdf_ ? pdf_->pages() : 0;
    }
    if (obstacle_ == Obstacle::none && pages_ <= 0) obstacle_ = Obstacle::damaged;
}

PictureFile::~PictureFile() = default;

Picture PictureFile::page(int number) const {
    return pdf_ ? drawn_page(number) : stored_picture(number);
}

Picture PictureFile::drawn_page(int number) const {
    const std::unique_ptr<poppler::page> page{pdf_->create_page(number - 1)};
    if (!page) return nullptr;
    const auto size = page->page_rect();
    const auto area = size.width() * size.height() / (points_per_inch * points_per_inch);
    if (!(area > 0)) return nullptr;
    const auto dots =
        std::min<double>(dots_per_inch, std::sqrt(static_cast<double>(worked_pixels_max) / area));
    poppler::page_renderer renderer;
    renderer.set_render_hint(poppler::page_renderer::antialiasing);
    renderer.set_render_hint(poppler::page_renderer::text_antialiasing);
    renderer.set_image_format(poppler::image::format_gray8);
    const auto drawn = renderer.render_page(page.get(), dots, dots);
    if (!drawn.is_valid()) return nullptr;
    Picture picture{pixCreateNoInit(drawn.width(), drawn.height(), 8)};
    if (!picture) return nullptr;
    const auto width = static_cast<std::size_t>(drawn.width());
    for (int y = 0; y < drawn.height(); ++y) {
        auto* to = pixGetData(picture.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(picture.get());
        std::memcpy(to, drawn.const_data() + static_cast<std::ptrdiff_t>(y) * drawn.bytes_per_row(), width);
    }
    pixEndianByteSwap(picture.get());  // Leptonica keeps words of 32 bits, the first pixel in the high byte.
    return picture;
}

Picture PictureFile::stored_picture(int number) const {
    l_int32 width = 0;
    l_int32 height = 0;
    const auto known = tiff_ ? readHeaderMemTiff(octets(bytes_), bytes_.size(), number - 1, &width, &height,
                                                 nullptr, nullptr, nullptr, nullptr, nullptr)
                             : pixReadHeaderMem(octets(bytes_), bytes_.size(), nullptr, &width, &height,
                                                nullptr, nullptr, nullptr);
    if (known != 0 || width <= 0 || height <= 0 || static_cast<long>(width) * height > picture_pixels_max)
        return nullptr;
    Picture stored{tiff_ ? pixReadMemTiff(octets(bytes_), bytes_.size(), number - 1)
                         : pixReadMem(octets(bytes_), bytes_.size())};
    const auto scale = stored ? wanted_scale(stored.get()) : 1;
    const auto grey = to_grey(std::move(stored));
    return grey ? Picture{pixScale(grey.get(), scale, scale)} : nullptr;
}

}  // namespace ogi::extract::paged
