#pragma once

#include "model/document.h"
#include "parser/prose_once.h"
#include "parser/read_cells.h"

#include <string>
#include <string_view>
#include <vector>

namespace ogi::parser {

// Why a page is no annual report on disclosure, in words for a person: a notice, a reading aid, the empty
// form, a list of reports, another authority's kind of report, an error page, nothing at all. Empty if it is
// a report.
//
// A report needs no table: before 2019, and on some pages until today, it is prose under headings. `links`:
// those of the page, which a clean document has no more.
std::string why_no_report(const model::Document& document, const std::vector<model::Link>& links,
                          const CellReading& reading, std::string_view title, const ProseOnce& prose);

}  // namespace ogi::parser
