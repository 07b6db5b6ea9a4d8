#pragma once

#include "daemon/sinks/kinds.h"

namespace ogi::daemon {

// `kind = "opensearch"` and `kind = "elasticsearch"`: a document a report, always as its newest entry leaves
// it.
SinkKind opensearch_sink_kind();
SinkKind elasticsearch_sink_kind();

}  // namespace ogi::daemon
