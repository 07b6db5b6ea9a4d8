#pragma once

#include "daemon/exports/csv_export.h"
#include "daemon/exports/export.h"

#include <filesystem>
#include <memory>

namespace ogi::daemon {

// A Frictionless Data Package in a folder: a CSV file a table, README.md and datapackage.json, which
// describes every table with its fields, keys, size and SHA-256 (datapackage.org; valid by its versions 1 and
// 2).
std::unique_ptr<TableWriter> write_data_package(const std::filesystem::path& folder, const ExportStamp& stamp,
                                                CsvStyle style);

// The files of a folder, which has none below it, as a ZIP file. Fails with `io`.
base::Result<void> zip_folder(const std::filesystem::path& folder, const std::filesystem::path& file);

}  // namespace ogi::daemon
