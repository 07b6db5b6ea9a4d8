#pragma once

#include "base/result.h"
#include "extract/paged/page_content.h"
#include "extract/programs.h"
#include "model/document.h"

#include <string_view>

namespace ogi::extract::paged {

// The exit status by which ogi-ocr says that a model of its recogniser is not installed.
inline constexpr int model_missing_status = 69;

// Puts what ogi-ocr recognises in place of the pages of a PDF that are pictures; a file without such pages
// stays as it is. One runs at a time in this process, others wait. Fails with `not_found` where the program
// or a model of its is absent, `timeout` (recognise_time_max), `malformed` and what run_child fails with; the
// context is for Document::unsupported.
base::Result<void> recognise_scans(PagedFile& file, std::string_view pdf, const Programs& programs);

// The Document of a PNG, JPEG, GIF or TIFF, called `words`; of Format::unsupported, with the reason, where it
// cannot be read.
model::Document read_image(std::string_view picture, std::string_view words, const Programs& programs);

}  // namespace ogi::extract::paged
