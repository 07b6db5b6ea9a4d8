#pragma once

#include "daemon/cli/output.h"
#include "model/report.h"
#include "parser/review.h"

#include <iosfwd>
#include <string>

namespace ogi::daemon {

// What `ogi check` has to tell.
struct CheckedReport {
    std::string file;
    std::string last_year_file;  // Empty: none was given.
    const model::Report& report;
    const parser::Review& review;
};

void write_check_text(std::ostream& out, const CheckedReport& checked);
// One object (docs/formats.md).
void write_check_json(std::ostream& out, const CheckedReport& checked);

// The findings alone, a line each; in tables `cells` is a list within a value. Table, ndjson, csv or tsv.
void write_check_findings(std::ostream& out, OutputFormat format, const parser::Review& review);

}  // namespace ogi::daemon
