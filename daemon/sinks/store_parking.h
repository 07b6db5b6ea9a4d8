#pragma once

#include "daemon/sinks/runner.h"
#include "storage/store.h"

#include <functional>
#include <optional>
#include <string>

namespace ogi::daemon {

// What is parked there, as Parking::read gives it.
base::Result<std::optional<SinkPosition>> read_parked(const storage::Store& store, const std::string& sink);

// Keeps positions in the store. `on_writer` runs work on the thread that writes to it.
Parking parking_in(storage::Store& store, std::function<void(std::function<void()>)> on_writer);

}  // namespace ogi::daemon
