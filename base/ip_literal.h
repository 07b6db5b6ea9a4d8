#pragma once

#include <optional>
#include <string>
#include <string_view>

// IP addresses as URLs write them (WHATWG URL §3.5), in their one normal form.
namespace ogi::base {

// Whether a host means an IPv4 address: its last label is a number, decimal or 0x….
bool is_ipv4_shaped(std::string_view host);

// "127.0.0.1" of 127.1, 0x7f.0.0.1, 017700000001, 2130706433 and other spellings; nullopt if it is none.
std::optional<std::string> normal_ipv4(std::string_view host);

// "2001:db8::1" of what stands between the brackets, in the form of RFC 5952; nullopt if it is none.
std::optional<std::string> normal_ipv6(std::string_view text);

}  // namespace ogi::base
