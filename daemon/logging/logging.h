#pragma once

#include <string_view>

namespace ogi::daemon {

// Log lines go to the journal with their fields where standard error is connected to it, else to standard
// error: a lower-case event, then key=value. `levels` as LogLevels::text has it.
void set_up_logging(std::string_view levels);

// From now on, from any thread.
void set_log_levels(std::string_view levels);

}  // namespace ogi::daemon
