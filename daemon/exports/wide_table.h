#pragma once

#include "daemon/exports/dictionary.h"
#include "daemon/exports/stored_report.h"
#include "daemon/exports/table.h"

#include <set>
#include <string>
#include <vector>

namespace ogi::daemon {

// One row a report: what it is, then a column a cell with its figure, an amount with its unit beside it, then
// a column a cell with its kind.
// A figure is there if and only if the kind is "number"; both are empty where the report has no such cell.
class WideTable {
  public:
    explicit WideTable(model::Generation generation);

    const std::vector<Field>& fields() const { return fields_; }
    Row row(const StoredReport& stored);
    // Ids of cells that had no column: of another version's catalogue.
    const std::set<std::string>& without_column() const { return without_column_; }

  private:
    std::vector<const DictionaryEntry*> cells_;
    std::vector<Field> fields_;
    std::set<std::string> without_column_;
};

}  // namespace ogi::daemon
