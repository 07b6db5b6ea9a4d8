#pragma once

#include "daemon/api/api_context.h"
#include "daemon/api/resources.h"

namespace ogi::daemon {

// Everything that the HTTP interface serves. `context` outlives it.
Resources all_resources(const ApiContext& context);

// The groups.
void add_report_resources(Resources& resources, const ApiContext& context);
void add_agency_resources(Resources& resources, const ApiContext& context);
void add_status_resources(Resources& resources, const ApiContext& context);
void add_order_resources(Resources& resources, const ApiContext& context);

}  // namespace ogi::daemon
