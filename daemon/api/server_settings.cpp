#include "daemon/api/server_settings.h"

namespace ogi::daemon {

base::Result<Tokens> tokens_of(const std::filesystem::path& token_file) {
    if (token_file.empty()) return Tokens{};
    auto tokens = Tokens::load(token_file);
    if (!tokens) return base::fail(base::ErrorCode::usage, std::move(tokens).error().context);
    return tokens;
}

base::Result<ServerSettings> server_settings_of(const Config& config) {
    ServerSettings settings{
        .connections = {.connections_max = config.connections_max,
                        .connections_per_address_max = config.connections_per_address_max},
        .header_timeout = config.header_timeout,
        .hosts = config.api_hosts,
        .cors_origins = config.cors_origins};
    TRY(tokens, tokens_of(config.token_file));
    settings.tokens = std::move(tokens);
    return settings;
}

}  // namespace ogi::daemon
