#pragma once

#include "base/result.h"
#include "model/revision.h"

#include <string>
#include <string_view>

namespace ogi::model {

// One line of `ogi reports`: the report's members with source_url, observed_at, revision and where it came
// from.
std::string to_json(const Revision& revision);
// The same with "withdrawn_at", null while the report is on the web.
std::string to_json(const Revision& revision, const ReportState& state);

std::string to_json(const ReportState& state);
// Fails with `malformed`.
base::Result<ReportState> parse_report_state_json(std::string_view line);

std::string to_json(const Copy& copy);
base::Result<Copy> parse_copy_json(std::string_view line);

}  // namespace ogi::model
