#pragma once

#include "base/result.h"
#include "daemon/sinks/kinds.h"
#include "daemon/sinks/settings.h"
#include "daemon/sinks/sink.h"
#include "storage/store.h"

#include <cstdint>

namespace ogi::daemon {

// Entries looked at for one batch, also where a filter leaves out most of them: between two such pieces a
// sink can be stopped.
inline constexpr std::uint64_t entries_looked_at_max = 10'000;

// The entries behind `since` that a sink wants, bounded by its settings; `upto` is as far as was looked, and
// `since` at the end of the log. Fails as the store does, and with `malformed` for a line it cannot read.
base::Result<SinkBatch> read_batch(const storage::Store& store, std::uint64_t since,
                                   const SinkSettings& settings, EntriesWanted wanted);

}  // namespace ogi::daemon
