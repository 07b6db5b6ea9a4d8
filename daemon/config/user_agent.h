#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ogi::daemon {

// Who we are where nobody said: the program and, as the place to ask at, the machine it runs on.
std::string default_user_agent(std::string_view host_name);

// What an operator should know of a User-Agent that tells a webmaster nobody to turn to: no URL and no mail
// address, or only the default's guess. Nullopt where it is well.
std::optional<std::string> doubt_of(std::string_view user_agent, std::string_view host_name);

// This machine's name; "localhost" where it has none that a URL could hold.
std::string host_name();

}  // namespace ogi::daemon
