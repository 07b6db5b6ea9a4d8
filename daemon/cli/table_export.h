#pragma once

#include "daemon/answers/trouble.h"
#include "daemon/config/config.h"
#include "daemon/exports/export.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace ogi::daemon {

// Which reports an export is of.
struct ReportSelection {
    std::string agency{};  // A part of the name; empty: all.
    int year = 0;          // 0: all.
    std::string region{};  // The first digits of a division's code; empty: all.
    std::string as_of{};   // As parse_as_of reads it; empty: the newest entry of the feed.
};

struct ExportProgress {
    std::uint64_t reports = 0;
};
std::string progress_text(const ExportProgress& progress, std::chrono::milliseconds elapsed,
                          std::size_t width);

using MakeExport = std::function<base::Result<std::unique_ptr<Export>>(const ExportStamp& stamp)>;

// What came of it.
struct ExportOutcome {
    std::uint64_t reports = 0;
    std::string as_of{};  // ExportStamp::as_of.
    Trouble trouble{};    // What could not be read or had no place; the rest is exported.
};

// Reads the reports from the daemon, or where none runs from the store, as they were at one moment, and gives
// them to an export. Fails with `not_found` where no report is selected, and as reading and writing do.
base::Result<ExportOutcome> export_reports(const Config& config, const ReportSelection& selection,
                                           const MakeExport& make);

}  // namespace ogi::daemon
