#pragma once

#include "daemon/exports/export.h"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace ogi::daemon {

// Rows of a sheet, its head included; what the format itself allows.
inline constexpr std::uint32_t sheet_rows_max = 1'048'576;
// Bytes of a text in a cell of a sheet, whose format allows 32,767 characters. What is longer ends with "…".
inline constexpr std::size_t sheet_text_bytes_max = 32'000;

// An XLSX workbook: a sheet of reasons and signs, then one a form, a row a report. What is no figure has a
// sign in its place, which no formula takes for a number. A figure with more digits than a spreadsheet keeps
// (15) is a text. Memory does not grow with the rows. finish looks at the file again (workbook_check.h); it
// fails with `too_large` where a sheet has too many rows, and with `io`.
std::unique_ptr<Export> export_workbook(const std::filesystem::path& file, const ExportStamp& stamp);

}  // namespace ogi::daemon
