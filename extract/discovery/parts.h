#pragma once

#include "base/url.h"
#include "model/document.h"

#include <vector>

namespace ogi::extract {

// More of them belong to no report.
inline constexpr std::size_t parts_max = 64;

// Where a report goes on.
struct PartLink {
    base::Url url;
    int number = 0;      // Of the page, as its URL counts; 0 for a frame. Parts are read in this order.
    bool image = false;  // A sheet or table of it that a page shows as an image; `number` is no page's then.

    bool operator==(const PartLink&) const = default;
};

// What a page shows in a frame where it has no table of its own, then its further pages (t1_2.html beside
// t1.html, ?page=2), by number. `first` is the report's first page, `document` that page or one of its parts.
// Only pages on the same site; without `first`, each once.
std::vector<PartLink> find_parts(const model::Document& document, const base::Url& first);

// One Document of a page and its parts: blocks, grids and links one after the other; title, metadata and what
// stands beside the body are the first one's. Pages of paged parts count on. Byte ranges count through the
// bodies in the same order, as if they were one; `body_bytes` are their sizes. What every page repeats above
// and below its text appears once.
model::Document join_documents(std::vector<model::Document> documents,
                               const std::vector<std::size_t>& body_bytes);

}  // namespace ogi::extract
