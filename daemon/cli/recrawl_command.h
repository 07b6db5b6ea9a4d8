#pragma once

#include "base/result.h"
#include "daemon/cli/command_line.h"
#include "daemon/config/config.h"
#include "daemon/crawl/recrawl.h"
#include "daemon/crawl/seed.h"

namespace ogi::daemon {

struct Recrawled {
    RecrawlSummary summary{};
    int ended_by = 0;  // A signal that came before all was visited; 0: none did.
};

// `ogi recrawl`: asks the running daemon; where none runs, marks the pages due in the store and, with `wait`,
// visits them itself, with what they lead to. Fails as request_recrawl, Client and Service do.
base::Result<Recrawled> recrawl(const Config& config, const RecrawlSelector& selector, bool wait);

// `line` must outlive `app`.
void add_recrawl(CLI::App& app, CommandLine& line);

}  // namespace ogi::daemon
