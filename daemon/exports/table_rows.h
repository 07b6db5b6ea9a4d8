#pragma once

#include "daemon/exports/stored_report.h"
#include "daemon/exports/tables.h"
#include "model/change.h"

#include <boost/json/object.hpp>

#include <functional>

// What reports, agencies and entries of the feed come to as rows of the tables of tables.h.
namespace ogi::daemon {

using RowSink = std::function<base::Result<void>(const Row& row)>;

// Of Which::reports, and in front of a wide table's cells (report_fields).
Row report_row(const StoredReport& stored);
// Whether a person put that cell of it right.
bool is_corrected(const model::Report& report, std::string_view cell);
// What failed checks say of that cell of it; nullptr where none points at it.
const model::Suspect* suspect_of(const model::Report& report, std::string_view cell);
// Of Which::cells, and so on.
base::Result<void> cell_rows(const StoredReport& stored, const RowSink& sink);
base::Result<void> check_rows(const StoredReport& stored, const RowSink& sink);
base::Result<void> statement_rows(const StoredReport& stored, const RowSink& sink);
// Of cells_for_people().
base::Result<void> cell_rows_for_people(const StoredReport& stored, const RowSink& sink);

Row change_row(const model::Change& change);
base::Result<void> changed_cell_rows(const model::Change& change, const RowSink& sink);

// A line of `ogi agencies`.
Row agency_row(const boost::json::object& agency);
// Of an agency that no such line tells of.
Row agency_row(std::string_view id, std::string_view name);

base::Result<void> dictionary_rows(const RowSink& sink);

// {"bytes":[5210,5211],"grid":1,…}; nothing where the place is not known.
Value place_value(const std::optional<model::Place>& place);

}  // namespace ogi::daemon
