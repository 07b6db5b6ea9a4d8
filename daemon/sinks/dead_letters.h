#pragma once

#include "base/result.h"
#include "daemon/sinks/sink.h"

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace ogi::daemon {

// Adds an entry that a sink's target refused to a file of lines: `sink`, `put_aside_at`, `tries`, `why` and
// the entry itself as `event`. On the disk when it returns; a kill right behind it may write it twice. Fails
// with `io`.
base::Result<void> put_aside(const std::filesystem::path& file, std::string_view sink, const SinkEvent& event,
                             std::uint64_t tries, std::string_view why);

}  // namespace ogi::daemon
