#pragma once

#include "base/result.h"
#include "base/time.h"
#include "model/report.h"

#include <optional>
#include <string>
#include <string_view>

namespace ogi::daemon {

// A line of `ogi reports`, understood.
struct StoredReport {
    model::Report report{};
    std::string line{};       // As it was given.
    std::string agency_id{};  // Empty where the line does not say (as of an earlier moment).
    std::string source_url{};
    std::string observed_at{};  // As written: "2026-01-31T08:15:00.250Z".
    std::string withdrawn_at{};
    std::string snapshot{};
    std::string parser_version{};
    std::string content_digest{};
    int revision = 0;
};

// Fails with `malformed`.
base::Result<StoredReport> read_report_line(std::string_view line);

}  // namespace ogi::daemon
