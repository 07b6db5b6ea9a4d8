#pragma once

#include "base/result.h"
#include "extract/paged/page_content.h"
#include "extract/programs.h"
#include "model/document.h"

#include <filesystem>
#include <string_view>

namespace ogi::extract::paged {

// What ogi-pdf (`program`) or another that keeps to page_record.h sees on the pages of a PDF. Fails with
// `not_found` where the program is absent, with `io` where it came to no good end, with `too_large` where it
// reached a limit of time, memory or size; the context is for a person.
base::Result<PagedFile> see_pages(const std::filesystem::path& program, std::string_view pdf);

// The Document of a PDF; of Format::unsupported, with the reason, where it cannot be read.
model::Document read_pdf(std::string_view pdf, const Programs& programs);

}  // namespace ogi::extract::paged
