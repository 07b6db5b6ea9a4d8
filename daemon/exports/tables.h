#pragma once

#include "daemon/exports/table.h"

#include <span>

namespace ogi::daemon {

// The tables of a full export, in an order in which every foreign key leads to a table before it.
enum class Which { dictionary, agencies, reports, cells, checks, statements, changes, changed_cells };

std::span<const Table> export_tables();
const Table& table_of(Which which);

// The long table of cells for people: a row a cell with the agency's names beside it (`ogi export cells`).
const Table& cells_for_people();

// The fields that tell of a report in front of its cells, in wide tables and in the table of reports.
std::span<const Field> report_fields();

}  // namespace ogi::daemon
