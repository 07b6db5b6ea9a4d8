#pragma once

#include "base/result.h"
#include "daemon/sinks/position.h"
#include "daemon/sinks/settings.h"
#include "storage/store.h"

#include <cstdint>
#include <limits>
#include <string>

// What a target lacks that stands behind where its sink had left it.
namespace ogi::daemon {

// The name under which the store keeps how far a sink had come whose target keeps that itself: it tells a
// target that was emptied or put back from one that was never filled.
std::string reached_name(const std::string& sink);

// Entries behind `from`, up to `to`, that the sink delivers. Where a filter lets none through, a target that
// tells its position by its last entry stands at `from` and lacks nothing. Counts to `at_most`.
base::Result<std::uint64_t> count_lacking(const storage::Store& store, const SinkSettings& settings,
                                          std::uint64_t from, std::uint64_t to,
                                          std::uint64_t at_most = std::numeric_limits<std::uint64_t>::max());

}  // namespace ogi::daemon
