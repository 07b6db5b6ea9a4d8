#pragma once

#include "base/url.h"
#include "model/snapshot.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ogi::extract {

// A page shows so many of its report's sheets or tables as images at most; more are not looked at.
inline constexpr std::size_t body_images_max = 16;

// What a page declares smaller than this is no table, whichever side is told.
inline constexpr int table_pixels_min = 200;

struct BodyImages {
    std::vector<base::Url> urls;  // In document order, each once; on the page's site.
    bool cut = false;             // There are more than body_images_max.
};

// The images of an HTML page that may be sheets or tables of its text: visible, in the content container
// where the page has one with images, never in navigation or a footer, not declared small, not called an
// icon, a logo or a QR code, not a link's picture unless that leads to an image. Nothing where the page
// cannot be read.
BodyImages find_body_images(const model::Snapshot& page);

}  // namespace ogi::extract
