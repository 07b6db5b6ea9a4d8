#pragma once

#include "base/time.h"
#include "model/document.h"
#include "model/report.h"
#include "parser/parse_report.h"
#include "parser/prose_once.h"
#include "parser/read_cells.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::parser {

// Is it an annual report, whose, for which year. All but is_report and reason are told also of pages that are
// none, as far as they can be.
struct Identity {
    bool is_report = false;
    std::string reason;  // Why it is none, in words for a person; empty if it is one.
    model::AgencyName agency;
    int year = 0;       // The year reported on; 0 if it cannot be told.
    std::string title;  // As printed, white space collapsed; empty if there is none.
    std::optional<base::Date> published;
};

// What was read of the document before.
struct ReadBefore {
    ReadBefore(const CellReading& of_tables, const std::vector<std::string>& of_titles,
               const ProseOnce& of_prose, const std::vector<model::Link>& of_links)
        : tables{of_tables}, titles{of_titles}, prose{of_prose}, links{of_links} {}

    const CellReading& tables;
    const std::vector<std::string>& titles;  // title.h
    const ProseOnce& prose;
    const std::vector<model::Link>& links;  // Document::links, which clean() leaves out.
};

// `document` must be clean (noise.h).
Identity identify(const model::Document& document, const Hints& hints, const ReadBefore& before);

// The same where nothing but the tables was read.
Identity identify(const model::Document& document, const Hints& hints, const CellReading& tables);

// The sentence on the period of the figures ("统计期限自2023年1月1日起至12月31日止") where it is that of
// another year than `year`; empty where it agrees or there is none. A title or a period was left over from
// another report.
std::string period_of_another_year(std::string_view prose, int year);

}  // namespace ogi::parser
