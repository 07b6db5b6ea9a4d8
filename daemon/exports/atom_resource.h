#pragma once

#include "daemon/api/api_context.h"
#include "daemon/api/resources.h"

namespace ogi::daemon {

// GET /v1/changes.atom?agency=…&region=…&year=…&through=…
void add_atom_resource(Resources& resources, const ApiContext& context);

}  // namespace ogi::daemon
