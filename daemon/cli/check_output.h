#pragma once

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

}  // namespace ogi::daemon
