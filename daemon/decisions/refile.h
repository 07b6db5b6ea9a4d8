#pragma once

#include "base/result.h"
#include "base/time.h"
#include "daemon/decisions/rulings.h"
#include "storage/store.h"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace ogi::daemon {

// What became of the store where rulings changed.
struct Refiled {
    std::size_t reports = 0;  // That were looked at.
    std::size_t changes = 0;  // Entries of the feed.
    std::vector<base::Url>
        read_again{};  // Pages to be read in full: what they show of a report is not known.
};

// Makes what the store holds of some agencies what it would be had the rulings been in force from the
// beginning: reports stand under the names that the rulings give them, cells are corrected or not. A commit a
// report, not yet durable; doing it again changes nothing, so it may break off anywhere.
//
// The feed says it so that a reader's fold stays right: a report that goes is `withdrawn` (`reattributed`,
// with `filed_as`), the one it becomes `added` or `restored`, one that is there already gains a copy; another
// figure is `reinterpreted`. The cause of all is `decision`. Reports withdrawn at the agency stay as they
// are.
base::Result<Refiled> refile(storage::Store& store, const Rulings& rulings,
                             const std::set<std::string>& names, base::UtcTime now);

}  // namespace ogi::daemon
