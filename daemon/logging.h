#pragma once

#include <string>

namespace ogi::daemon {

// Log lines go to standard error: a lower-case event, then key=value. `level` as in the configuration.
void set_up_logging(const std::string& level);

}  // namespace ogi::daemon
