#include "daemon/api/server_settings.h"

namespace ogi::daemon {

base::Result<ServerSettings> server_settings_of(const Config& config) {
    ServerSettings settings{
        .connections = {.connections_max = config.connections_max,
                        .connections_per_address_max = config.connections_per_address_max},
        .header_timeout = config.header_timeout,
        .hosts = config.api_hosts,
        .cors_origins = config.cors_origins};
    if (config.token_file.empty()) return settings;
    TRY(tokens, Tokens::load(config.token_file));
    settings.tokens = std::move(tokens);
    return settings;
}

}  // namespace ogi::daemon
