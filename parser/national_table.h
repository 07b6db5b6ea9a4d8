#pragma once

#include "model/document.h"
#include "parser/form_tables.h"
#include "parser/stat_table.h"

#include <span>
#include <vector>

namespace ogi::parser {

inline constexpr std::size_t national_rows_min = 8;

// What the national statistics table shows (national_form.h).
struct NationalReading {
    bool found = false;
    std::vector<TableCell> cells;           // Of the rows it shows, each once.
    std::vector<model::Anomaly> anomalies;  // "repeated_row".
};

// A statistics table is the national one if most of its rows have labels of that form; local tables, which
// share a few, give no cells. A label that the form prints twice counts only right below a row of its own
// group. Where a table has figures in several columns the one of `year` is read, or none. `year`: the
// report's; 0 if not known.
NationalReading read_national_table(std::span<const FoundStatTable> tables, const model::Document& document,
                                    int year);

}  // namespace ogi::parser
