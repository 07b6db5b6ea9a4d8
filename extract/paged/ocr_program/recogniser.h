#pragma once

#include "base/result.h"
#include "extract/paged/ocr_program/picture.h"

#include <memory>
#include <string>
#include <vector>

namespace tesseract {
class TessBaseAPI;
}

namespace ogi::extract::paged {

// Text that was recognised, all in one line, in pixels of the picture it was found in.
struct Reading {
    std::string text{};
    int confidence = 0;  // Percent: of its least certain character.
    Pixels box{};
    int line_height = 0;
};

// Tesseract with its Chinese model and, for figures alone, its Latin one.
class Recogniser {
  public:
    // Fails with `not_found` where a model is not installed.
    static base::Result<Recogniser> open();

    // "Tesseract 5.3.0 with chi_sim 0123abcd and eng 4567cdef": the models by their content.
    const std::string& version() const { return version_; }

    Recogniser(Recogniser&&) noexcept;
    Recogniser& operator=(Recogniser&&) noexcept;
    ~Recogniser();

    // The lines of a block of text, cut at wide gaps; without blanks between Chinese characters.
    std::vector<Reading> block(Pix* picture);
    // The same where there is but one line.
    std::vector<Reading> line(Pix* picture);

    // The figure in one line, by a reader that knows nothing but figures; empty with confidence 0 where it
    // sees none.
    Reading figure(Pix* picture);

  private:
    using Engine = std::unique_ptr<tesseract::TessBaseAPI>;
    Recogniser(Engine chinese, Engine figures);

    Engine chinese_;
    Engine figures_;
    std::string version_;
};

}  // namespace ogi::extract::paged
