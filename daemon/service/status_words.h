#pragma once

#include "daemon/answers/status.h"

#include <string>

namespace ogi::daemon {

enum class StoreState { in_order, broken };

// What the daemon is doing, in a line for `systemctl status`.
std::string status_words(const LiveStatus& live, StoreState store);

}  // namespace ogi::daemon
