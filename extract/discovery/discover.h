#pragma once

#include "base/url.h"
#include "model/document.h"
#include "model/page.h"

#include <string>
#include <vector>

namespace ogi::extract {

// A page worth visiting, and what it is expected to be.
struct Discovered {
    base::Url url;
    model::PageRole role;  // list or report.
    std::string text;      // What the link says.

    bool operator==(const Discovered&) const = default;
};

// Which links of a page lead to annual reports: report pages, annual-report columns, further pages of a list.
// Only links on the same site as `page`; each URL once, in document order. Report pages lead nowhere
// (`role` report gives an empty vector); news and other columns are never followed.
std::vector<Discovered> discover(const model::Document& document, const base::Url& page,
                                 model::PageRole role);

}  // namespace ogi::extract
