#pragma once

#include "base/result.h"
#include "daemon/api/http_server.h"
#include "daemon/config/config.h"

#include <filesystem>

namespace ogi::daemon {

// What the server takes from the configuration; reads the token file. Fails as tokens_of.
base::Result<ServerSettings> server_settings_of(const Config& config);

// Those of the file; none where none is configured. Fails with `usage`: the file is a part of the
// configuration.
base::Result<Tokens> tokens_of(const std::filesystem::path& token_file);

}  // namespace ogi::daemon
