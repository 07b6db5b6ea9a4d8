#pragma once

#include "base/result.h"
#include "daemon/config/source_scope.h"
#include "storage/store.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace ogi::daemon {

// What the sources of the configuration changed in the frontier.
struct Seeded {
    std::size_t new_entries = 0;       // Entry pages that were not known.
    std::size_t taken_up_again = 0;    // Pages that were put aside and are wanted again.
    std::vector<std::string> added;    // Names of sources that the last run did not have.
    std::vector<std::string> removed;  // Names that the last run had.
};

// Puts the entry pages of every source into the frontier, due now where they are new, and their agencies on
// the roster. What removed sources have left behind is put aside when it falls due, not here; what a source
// that came back wants is due again.
base::Result<Seeded> seed_sources(storage::Store& store, const SourceScope& scope, base::UtcTime now);

// Notes in the store that a page was put aside (storage::due_never), so that a source that comes back looks
// for its pages.
base::Result<void> note_put_aside(storage::Store& store);

// Which known pages a recrawl is about; all empty: every page.
struct RecrawlSelector {
    std::string agency{};  // Exact canonical name, or part of it.
    int year = 0;
    std::string url{};     // Stands alone.
    std::string source{};  // Its name in the configuration.

    bool operator==(const RecrawlSelector&) const = default;
};

using AskedFor = std::function<void(const base::Url&)>;

// Makes the selected pages due ahead of everything else and returns how many; `asked` is told of each. A URL
// that is not known and lies on the site of a source becomes a page. Fails with `not_found` where nothing is
// selected and with `usage` for what is no URL.
base::Result<std::size_t> request_recrawl(storage::Store& store, const SourceScope& scope,
                                          const RecrawlSelector& selector, const AskedFor& asked = {});

}  // namespace ogi::daemon
