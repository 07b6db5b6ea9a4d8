#pragma once

#include "base/result.h"
#include "daemon/config.h"
#include "storage/store.h"

#include <string>
#include <vector>

namespace ogi::daemon {

// Puts the entry pages of every source into the frontier, due now where they are new. Returns how many were
// new.
base::Result<std::size_t> seed_sources(storage::Store& store, const std::vector<model::Source>& sources,
                                       base::UtcTime now);

// Which known pages a recrawl is about; all empty: every page.
struct RecrawlSelector {
    std::string agency;  // Exact canonical name, or part of it.
    int year = 0;
    std::string url;
};

// The selected pages, made due ahead of everything else. Fails with `not_found` where none is known and with
// `malformed` for an unusable URL.
base::Result<std::vector<base::Url>> request_recrawl(storage::Store& store, const RecrawlSelector& selector);

}  // namespace ogi::daemon
