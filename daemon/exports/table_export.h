#pragma once

#include "daemon/exports/export.h"
#include "daemon/exports/tables.h"

#include <memory>

namespace ogi::daemon {

// Where the rows of a full export go.
class TableWriter {
  public:
    virtual ~TableWriter() = default;
    virtual base::Result<void> row(Which which, const Row& row) = 0;
    virtual base::Result<void> finish() = 0;
};

// All tables of tables.h through one writer.
std::unique_ptr<Export> export_tables_to(std::unique_ptr<TableWriter> writer);

}  // namespace ogi::daemon
