#pragma once

#include "extract/paged/ocr_program/picture.h"
#include "extract/paged/page_content.h"

#include <memory>
#include <string>

namespace poppler {
class document;
}

namespace ogi::extract::paged {

// The pages of a PDF, or of a PNG, JPEG, GIF or TIFF, as pictures.
class PictureFile {
  public:
    // `bytes` must outlive it.
    explicit PictureFile(const std::string& bytes);
    ~PictureFile();

    Obstacle obstacle() const { return obstacle_; }
    int pages() const { return pages_; }

    // A page in grey, dark on white, of about dots_per_inch. Null where it cannot be had: it is damaged or
    // larger than picture_pixels_max.
    Picture page(int number) const;  // From 1.

  private:
    Picture drawn_page(int number) const;
    Picture stored_picture(int number) const;

    const std::string& bytes_;
    std::unique_ptr<poppler::document> pdf_;
    bool tiff_ = false;
    Obstacle obstacle_ = Obstacle::none;
    int pages_ = 0;
};

inline constexpr long picture_pixels_max = 100'000'000;  // As stored; A3 at 600 dots an inch has 70 millions.
inline constexpr long worked_pixels_max = 20'000'000;    // As worked with; A4 has 8.7 millions.

}  // namespace ogi::extract::paged
