#pragma once

#include "daemon/api/api_context.h"
#include "daemon/api/resources.h"

// The pages that the daemon serves (docs/pages.md): below /zh and /en, their files below /assets.
namespace ogi::daemon {

// Makes pages what `resources` have nothing else for: also what cannot be found is told to browsers by a page
// then. `context` outlives `resources`.
void add_web_resources(Resources& resources, const ApiContext& context);

}  // namespace ogi::daemon
