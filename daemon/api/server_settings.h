#pragma once

#include "base/result.h"
#include "daemon/api/http_server.h"
#include "daemon/config/config.h"

namespace ogi::daemon {

// What the server takes from the configuration; reads the token file. Fails as Tokens::load does.
base::Result<ServerSettings> server_settings_of(const Config& config);

}  // namespace ogi::daemon
