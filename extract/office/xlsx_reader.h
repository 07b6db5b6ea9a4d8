#pragma once

#include "base/result.h"
#include "extract/read_document.h"
#include "model/document.h"

#include <string_view>

namespace ogi::extract {

// Reads an XLSX: of every sheet that is shown the lines and tables, from top to bottom. Where several are
// shown, each has its name as a heading. Hidden rows and columns do not exist.
// Fails with `malformed` (damaged, encrypted, no workbook) and `too_large` (a limit; the context names it).
base::Result<model::Document> read_xlsx(std::string_view body, const Limits& limits);

}  // namespace ogi::extract
