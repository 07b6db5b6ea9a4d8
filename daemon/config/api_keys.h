#pragma once

#include "daemon/config/config_keys.h"

#include <vector>

namespace ogi::daemon {

// [api]
std::vector<ConfigKey> api_keys();

}  // namespace ogi::daemon
