#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// Under which names the daemon may be asked over TCP. A page in somebody's browser can have its own name lead
// to an address of the reader's machine (DNS rebinding) and read what is served there; its Host header gives
// it away.
struct HostRules {
    std::string listen{};              // The IP address that is listened on.
    std::vector<std::string> hosts{};  // [api] hosts.
};

// `host`: the header's value, with or without a port. Where nothing is configured, an address that others
// reach is asked under any name, and a loopback one under those of loopback.
bool is_allowed_host(std::string_view host, const HostRules& rules);

// Whether a literal is a loopback address: 127.0.0.0/8 or ::1.
bool is_loopback(std::string_view literal);

}  // namespace ogi::daemon
