#pragma once

#include "extract/paged/page_content.h"
#include "model/document.h"

namespace ogi::extract::paged {

// The Document of a file's pages: prose and tables in the order of reading, tables over page breaks as one.
// Its format is `pdf`; pages that are pictures are left out, and if all are the Document is unsupported.
model::Document build_document(const PagedFile& file);

}  // namespace ogi::extract::paged
