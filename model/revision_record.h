#pragma once

#include "base/result.h"
#include "model/revision.h"

#include <string>
#include <string_view>

namespace ogi::model {

// A Report as it is stored: numbers and texts one behind the other, those of a kind together, so that what
// all reports have in common lies in a row (docs/formats.md). Half of its JSON, and made in half of the time.
std::string to_record(const Report& report);
// Fails with `malformed`.
base::Result<Report> parse_report_record(std::string_view record);

// What stands before its cells alone: whose it is, year, title, generation, verdict. In a tenth of the time,
// for whoever goes through all reports. Fails with `malformed`.
base::Result<Report> parse_report_head(std::string_view record);

// What a Revision has besides its report.
std::string head_record(const Revision& revision);
// The Revision with an empty report. Fails with `malformed`.
base::Result<Revision> parse_head_record(std::string_view record);

}  // namespace ogi::model
