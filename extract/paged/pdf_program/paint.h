#pragma once

#include "extract/paged/page_content.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace ogi::extract::paged {

struct Colour {
    float red = 0;
    float green = 0;
    float blue = 0;
};

// An area that was filled.
struct Paint {
    Box box{};
    std::optional<Colour> colour{};  // None: it has many, or is not a rectangle.
    bool covers = false;             // Certainly nothing below it shows.
};

// How much of a glyph's ink lies in a box, from 0 to 1.
float shown_share(const Glyph& glyph, const Box& box);

// What was painted on a page so far.
class Paintings {
  public:
    void clear() { paints_.clear(), colours_.clear(); }

    // Hides the glyphs that it covers; those that it covers in part, or perhaps, become doubtful.
    void add(const Paint& paint, std::vector<Glyph>& drawn_before);

    // Whether a glyph of that colour shows on what lies below it.
    bool shows(const Glyph& glyph, const Colour& colour, const std::vector<Box>& pictures);

    // More was to be compared than a file may ask for.
    bool exhausted() const { return looks_ > looks_max; }

  private:
    static constexpr std::size_t looks_max = 50'000'000;

    std::vector<Paint> paints_{};
    std::vector<Colour> colours_{};  // Those of the paints, each once.
    std::size_t looks_ = 0;          // Of all pages together.
};

}  // namespace ogi::extract::paged
