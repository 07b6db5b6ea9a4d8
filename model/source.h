#pragma once

#include "base/url.h"

#include <string>
#include <vector>

namespace ogi::model {

// One [[source]] of the configuration: where an agency, or a site with many, publishes its annual reports.
struct Source {
    std::string name;  // Unique; shown in logs and tables.
    std::vector<base::Url>
        entry;           // List pages, home pages or report pages. Links are followed on their sites.
    std::string agency;  // The publisher, where one source has one; empty: read from each report.

    bool operator==(const Source&) const = default;
};

}  // namespace ogi::model
