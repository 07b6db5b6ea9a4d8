#pragma once

#include "base/result.h"
#include "daemon/replay/replay.h"
#include "model/page.h"
#include "storage/store.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ogi::daemon {

// What a report's state and copies were when a page was read again. What follows holds only while they are
// so.
struct Footing {
    std::optional<model::ReportState> state{};
    std::vector<model::Copy> copies{};

    bool operator==(const Footing&) const = default;
};

// A page, or a Revision that no page stands for, read again on a worker, and what follows if nobody changes
// what the store holds of it meanwhile.
struct ReplayLook {
    std::optional<model::Page> page{};  // As it was; not set for a Revision alone.
    std::map<model::ReportKey, Footing> footings{};
    Replay replay{};
    std::size_t reports = 0;  // That were read.
    std::string url{};
    std::string problem{};  // Why nothing could be read; empty if it could.
};

// Whether a state is one that reading its page again does not reach: it is withdrawn, or its page has been
// given up or is known for something else.
base::Result<bool> stands_alone(const storage::Store& store, const model::ReportState& state);

// Read bodies again, from any thread. Fail with `io` only.
base::Result<ReplayLook> look_at_page(const storage::Store& store, const model::Page& page,
                                      const ReplaySettings& settings);
base::Result<ReplayLook> look_at_revision(const storage::Store& store, const model::ReportState& state,
                                          const ReplaySettings& settings);

// Commits what follows from a look, not yet durable, on the thread that writes. Where the store has changed
// under it, it looks again first. Returns what was committed.
base::Result<ReplayLook> settle(storage::Store& store, ReplayLook look, const ReplaySettings& settings);

}  // namespace ogi::daemon
