#pragma once

#include <string>
#include <string_view>

struct sockaddr;

namespace ogi::crawler {

// What an address is reserved for if it is not on the public Internet: "loopback", "private network", …;
// empty for a public address. Looked at after name resolution and before connecting, so that neither a host
// name nor an odd spelling (0x7f.1) nor a redirect leads inside. Anything but IPv4 and IPv6 is refused.
// Source: the IANA special-purpose address registries (RFC 6890).
std::string_view reserved_for(const sockaddr& address);

// The same for a host as it is written in a URL, where that is an address in any spelling; empty for a name.
std::string_view reserved_for_host(std::string_view host);

// The address in the usual notation, without its port, for messages.
std::string text_of(const sockaddr& address);

}  // namespace ogi::crawler
