#pragma once

#include "base/result.h"
#include "extract/paged/page_content.h"

#include <string>
#include <string_view>

namespace ogi::extract::paged {

// How ogi-pdf and ogi-ocr tell the daemon what they found (docs/formats.md). Lengths are rounded to
// hundredths of a point.
std::string to_record(const PagedFile& file);

// Fails with `malformed` where the bytes are no such record, are of another version, or hold more than the
// limits of page_content.h.
base::Result<PagedFile> parse_page_record(std::string_view bytes);

}  // namespace ogi::extract::paged
