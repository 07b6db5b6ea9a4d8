#pragma once

#include "daemon/api/api_context.h"
#include "daemon/api/resources.h"

namespace ogi::daemon {

// The change feed in its ways of delivery.
void add_feed_resources(Resources& resources, const ApiContext& context);

}  // namespace ogi::daemon
