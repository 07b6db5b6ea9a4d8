#pragma once

#include "base/result.h"
#include "base/url.h"
#include "extract/charset.h"
#include "extract/read_document.h"
#include "model/document.h"

namespace ogi::extract {

// Reads a page. `url` (may be empty) is what relative links are resolved against.
// Fails with `too_large` (memory or time of the HTML parser).
base::Result<model::Document> read_html(const DecodedText& decoded, const base::Url& url,
                                        const Limits& limits, HtmlParser parser);

}  // namespace ogi::extract
