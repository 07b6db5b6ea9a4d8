#pragma once

#include "base/result.h"
#include "extract/html_tree.h"
#include "extract/read_document.h"

#include <string_view>

namespace ogi::extract {

// The tree Gumbo makes of a page, bounded in memory and time: any page, however broken.
// Fails as HtmlTree::parse.
base::Result<HtmlTree::Parts> parse_by_gumbo(std::string_view text, const Limits& limits);

}  // namespace ogi::extract
