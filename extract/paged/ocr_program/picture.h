#pragma once

#include <leptonica/allheaders.h>

#include <memory>

namespace ogi::extract::paged {

struct DestroyPix {
    void operator()(Pix* pix) const { pixDestroy(&pix); }
};
struct DestroyBoxa {
    void operator()(Boxa* boxes) const { boxaDestroy(&boxes); }
};
struct DestroyPixa {
    void operator()(Pixa* pictures) const { pixaDestroy(&pictures); }
};

// A picture of leptonica's, owned. Null where leptonica failed.
using Picture = std::unique_ptr<Pix, DestroyPix>;
using PixelBoxes = std::unique_ptr<Boxa, DestroyBoxa>;
using Pictures = std::unique_ptr<Pixa, DestroyPixa>;

// A rectangle of pixels.
struct Pixels {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
};

// The least rectangle around two; one without width is none.
Pixels around_both(const Pixels& a, const Pixels& b);

Pixels pixels_of(Boxa* boxes, int index);

// The part of a picture that lies in a rectangle.
Picture clipped(Pix* picture, const Pixels& part);

// What all steps after loading work with: every page is brought to it.
inline constexpr int dots_per_inch = 300;
inline constexpr float points_per_dot = 72.0F / dots_per_inch;

}  // namespace ogi::extract::paged
