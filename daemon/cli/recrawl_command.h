#pragma once

#include "base/result.h"
#include "daemon/cli/output.h"
#include "daemon/config/config.h"
#include "daemon/crawl/recrawl.h"
#include "daemon/crawl/seed.h"

#include <iosfwd>

namespace ogi::daemon {

// `ogi recrawl`: asks the running daemon; where none runs, marks the pages due in the store and, with `wait`,
// visits them itself, with what they lead to. Fails as request_recrawl, Client and Service do.
base::Result<RecrawlSummary> recrawl(const Config& config, const RecrawlSelector& selector, bool wait);

// What came of it: a line of words, an object of JSON, or a row of CSV under its titles.
void write_summary(const RecrawlSummary& summary, OutputFormat format, std::ostream& out);

}  // namespace ogi::daemon
