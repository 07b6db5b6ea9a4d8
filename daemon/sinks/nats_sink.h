#pragma once

#include "daemon/sinks/kinds.h"

namespace ogi::daemon {

// `kind = "nats"`: the lines of the feed as messages of a JetStream stream, one subject a report.
SinkKind nats_sink_kind();

}  // namespace ogi::daemon
