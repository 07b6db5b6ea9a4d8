#pragma once

#include "base/url.h"
#include "extract/html_tree.h"
#include "extract/read_document.h"
#include "model/document.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogi::extract {

// What a page says of itself beside its text.
struct PageHead {
    std::string title;
    std::vector<std::pair<std::string, std::string>> metas;  // As Document::metas.
    std::vector<model::Link> links;                          // As Document::links.
    bool links_cut = false;                                  // links_max was reached.
};

// Reads title, <meta name>, and all links, hidden ones too, with those that paging scripts write into the
// page. Relative links are resolved against <base href> and `url`; without either (a file) only absolute ones
// are given. `charset` is the page's: its links' queries are written in it (query_encoder.h).
PageHead read_head_and_links(const HtmlTree& tree, const base::Url& url, std::string_view charset,
                             const Limits& limits);

}  // namespace ogi::extract
