#pragma once

// The public interface of libogi-parser (docs/parser.md).
#include "model/report.h"         // What a report is: cells, statements, checks, sections.
#include "model/report_json.h"    // Its JSON, as `ogi parse` prints it.
#include "parser/catalogue.h"     // Every cell of the two forms.
#include "parser/cell_labels.h"   // Where a cell stands in the printed form, in Chinese.
#include "parser/compare.h"       // What differs between two readings of one report.
#include "parser/parse_report.h"  // Document → Report.
#include "parser/review.h"        // What is wrong or doubtful in a report.
#include "parser/years.h"         // A report against the one of the year before.
