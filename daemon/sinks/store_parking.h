#pragma once

#include "daemon/sinks/runner.h"
#include "storage/store.h"

#include <functional>

namespace ogi::daemon {

// Keeps positions in the store. `on_writer` runs work on the thread that writes to it.
Parking parking_in(storage::Store& store, std::function<void(std::function<void()>)> on_writer);

}  // namespace ogi::daemon
