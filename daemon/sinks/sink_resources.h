#pragma once

#include "daemon/api/resources.h"
#include "daemon/metrics.h"
#include "daemon/sinks/sink_desk.h"

namespace ogi::daemon {

// GET /v1/sinks, POST /v1/sinks/{sink}/resume. `sinks` outlives the resources.
void add_sink_resources(Resources& resources, SinkDesk& sinks);

// Lag, deliveries and failures of each. `sinks` outlives the metrics.
void add_sink_metrics(Metrics& metrics, const SinkDesk& sinks);

}  // namespace ogi::daemon
