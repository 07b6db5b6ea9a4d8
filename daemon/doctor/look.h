#pragma once

#include "daemon/doctor/facts.h"

#include <filesystem>

namespace ogi::daemon {

// Looks at everything that examine() wants to know. Changes nothing, asks no site for anything; the running
// daemon is asked over its control socket.
Facts look_at_installation(const std::filesystem::path& config_file);

}  // namespace ogi::daemon
