#pragma once

#include "daemon/api/api_context.h"
#include "daemon/api/resources.h"

namespace ogi::daemon {

// /v1/consumers: readers of the feed that keep their place here.
void add_consumer_resources(Resources& resources, const ApiContext& context);

// {"name":…,"cursor":…,"sequence":…,"lag":…,"good":…,"parked_at":…}; `lag` in entries, null where the cursor
// is not good any more.
std::string consumer_line(const storage::Store& store, const storage::Consumer& consumer);

// What is said of a name that no consumer has.
std::string no_consumer(std::string_view name);

// Why a consumer was not moved.
std::string_view conflict_words(const storage::Parked& parked);

}  // namespace ogi::daemon
