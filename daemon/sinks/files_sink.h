#pragma once

#include "daemon/sinks/kinds.h"

namespace ogi::daemon {

// kind = "files": the lines of the feed in files of a folder, rotated by size and age (docs/sinks.md). The
// file that is written ends in ".open" and goes on behind its last whole line; one that has been closed never
// changes.
SinkKind files_sink_kind();

}  // namespace ogi::daemon
