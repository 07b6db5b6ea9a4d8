#pragma once

#include "daemon/exports/csv_file.h"
#include "daemon/exports/export.h"
#include "daemon/exports/table_export.h"

#include <filesystem>
#include <memory>
#include <ostream>

namespace ogi::daemon {

// A wide table of one form.
std::unique_ptr<Export> export_wide_csv(std::ostream& out, model::Generation generation, CsvStyle style);
// The wide tables of all forms in a folder: free.csv, 2019.csv, 2021.csv, mixed.csv.
std::unique_ptr<Export> export_wide_csv(const std::filesystem::path& folder, CsvStyle style);
// The long table of cells.
std::unique_ptr<Export> export_cells_csv(std::ostream& out, CsvStyle style);
// Report lines as they are.
std::unique_ptr<Export> export_lines(std::ostream& out);

// A CSV file a table in a folder.
std::unique_ptr<TableWriter> write_csv_tables(const std::filesystem::path& folder, CsvStyle style);

}  // namespace ogi::daemon
