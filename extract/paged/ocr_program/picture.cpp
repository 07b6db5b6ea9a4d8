#include "extract/paged/ocr_program/picture.h"

#include <algorithm>

namespace ogi::extract::paged {

Pixels around_both(const Pixels& a, const Pixels& b) {
    if (a.width == 0) return b;
    if (b.width == 0) return a;
    const auto x = std::min(a.x, b.x);
    const auto y = std::min(a.y, b.y);
    return {x, y, std::max(a.x + a.width, b.x + b.width) - x, std::max(a.y + a.height, b.y + b.height) - y};
}

Pixels pixels_of(Boxa* boxes, int index) {
    Pixels box;
    boxaGetBoxGeometry(boxes, index, &box.x, &box.y, &box.width, &box.height);
    return box;
}

Picture clipped(Pix* picture, const Pixels& part) {
    Box* box = boxCreate(part.x, part.y, part.width, part.height);
    Picture clip{pixClipRectangle(picture, box, nullptr)};
    boxDestroy(&box);
    return clip;
}

}  // namespace ogi::extract::paged
