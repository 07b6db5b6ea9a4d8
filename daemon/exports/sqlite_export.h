#pragma once

#include "daemon/exports/export.h"
#include "daemon/exports/table_export.h"

#include <filesystem>
#include <memory>

namespace ogi::daemon {

// The tables of a full export as an SQLite database, in one transaction: keys, foreign keys, indices, a table
// `export` that says what it is of, and `fields`, which describes every column. A figure that is not whole
// has its exact digits in a text column beside it (value, value_decimal). Fails with `io`.
base::Result<std::unique_ptr<TableWriter>> write_sqlite(const std::filesystem::path& file,
                                                        const ExportStamp& stamp);

}  // namespace ogi::daemon
