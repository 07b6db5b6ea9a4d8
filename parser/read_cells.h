#pragma once

#include "model/document.h"
#include "model/report.h"

#include <map>
#include <string>
#include <vector>

namespace ogi::parser {

using CellMap = std::map<std::string, model::Cell, std::less<>>;

// The tables of a report: the form's cells and the free-form statistics tables.
struct CellReading {
    model::Generation generation =
        model::Generation::free_form;  // free_form where no table of a form was found.
    CellMap cells;  // Every id of the generation; mixed: the ids of the sub-tables it shows; free_form: none.
    std::vector<model::StatTable> stat_tables;
    // "glued_cells", "misaligned_row", "unexpected_columns", "repeated_row", "several_tables",
    // "table_of_another_year".
    std::vector<model::Anomaly> anomalies;
    std::vector<bool> table_blocks;  // One a Document block: true where it is table content, not prose.
};

// Finds the form's sub-tables by their labels, in grids and in flattened text alike. Never fails: a cell
// whose value is not certain is `unreadable`, one whose row is missing is `absent`.
// `report_year`: what the title says, 0 if that is nothing; a table of another year is none of the report's.
CellReading read_cells(const model::Document& document, int report_year);

// The same by the title of the document.
CellReading read_cells(const model::Document& document);

}  // namespace ogi::parser
