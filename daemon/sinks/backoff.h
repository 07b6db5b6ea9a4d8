#pragma once

#include "daemon/sinks/settings.h"
#include "daemon/sinks/sink.h"

#include <chrono>
#include <cstdint>

namespace ogi::daemon {

// The pause behind so many tries in a row that failed (from 1) before the next.
std::chrono::milliseconds pause_after(std::uint64_t tries, const SinkTrouble& trouble,
                                      const SinkSettings& settings);

}  // namespace ogi::daemon
